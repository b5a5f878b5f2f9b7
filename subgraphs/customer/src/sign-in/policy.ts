import { forbidden } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';

/** Credentials are exchanged with the gateway alone, which speaks as the product itself. */
export function assertGateway(viewer: Viewer): void {
  if (viewer.kind !== 'system') throw forbidden('exchange credentials here');
}

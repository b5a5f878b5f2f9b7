import { AppError, forbidden, viewOnly } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import type { PreparedOperation } from './operations.ts';

/**
 * What the gateway refuses before it asks any subgraph. The subgraphs decide about rows and rules; these are the rights
 * of the credential itself.
 */
export function refuseOperation(viewer: Viewer, operation: PreparedOperation): AppError | null {
  if (operation.introspects && viewer.kind === 'link') return forbidden('read the schema with a tracking link');
  if (viewer.viewing && operation.kind === 'mutation') return viewOnly();
  if (viewer.kind !== 'key') return null;
  const needed = operation.kind === 'mutation' ? 'write' : 'read';
  return viewer.scopes.includes(needed)
    ? null
    : new AppError('FORBIDDEN', `This key may not do that: it needs the scope "${needed}".`);
}

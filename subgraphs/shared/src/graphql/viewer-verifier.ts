import { BoundedCache } from '../bounded-cache.ts';
import { type Viewer, verifyViewerHeader } from '../identity.ts';

/** Verifies a signed viewer. @throws AppError UNAUTHENTICATED. */
export type ViewerVerifier = (header: string | null | undefined) => Promise<Viewer>;

const VIEWERS = 2_000;
const REMEMBERED_MS = 5_000;

/**
 * Verifies signed viewers and remembers the good ones for a few seconds: the gateway signs once per viewer and sends the
 * same header with every fetch. None is remembered beyond its own end.
 */
export function viewerVerifier(secret: string): ViewerVerifier {
  const known = new BoundedCache<string, { readonly viewer: Viewer; readonly until: number }>(VIEWERS);
  return async (header) => {
    const entry = header ? known.get(header) : undefined;
    if (entry && entry.until > Date.now()) return entry.viewer;
    const { viewer, expiresAt } = await verifyViewerHeader(header, secret);
    if (header) known.set(header, { viewer, until: Math.min(expiresAt, Date.now() + REMEMBERED_MS) });
    return viewer;
  };
}

import { Readable } from 'node:stream';
import { AppError, notFound } from '@quayside/shared/errors';
import type { FileStore } from '@quayside/shared/files/file-store';
import type { Viewer } from '@quayside/shared/identity';
import { type Context, Hono } from 'hono';
import { type FrozenPack, fileFaults, openPack, type PackFault } from '../evidence/pack.ts';
import { writeZip } from '../evidence/write-zip.ts';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables } from './answers.ts';
import { askLink } from './ask-link.ts';
import { type CallerDeps, callerOf, headerOf } from './caller.ts';
import { RateLimit } from './rate-limit.ts';

export interface EvidenceDoorDeps extends CallerDeps {
  readonly files: FileStore;
  /** The link to the service subgraph, which keeps the packs. */
  readonly service: SubgraphLink;
}

interface DoorVariables {
  Variables: RequestVariables['Variables'] & { viewer: Viewer };
}

/** Each of them reads every file of a pack. */
const HANDOVERS_A_MINUTE = 60;

/** Hands frozen packs of evidence out, as ZIP and as PDF, and tells whether they are what they were. */
export function evidenceDoor(deps: EvidenceDoorDeps): Hono<DoorVariables> {
  const door = new Hono<DoorVariables>();
  const limit = new RateLimit(HANDOVERS_A_MINUTE);
  door.use(async (c, next) => {
    const caller = await callerOf(headerOf(c), deps);
    if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    // Whoever holds a tracking link has no business with claims.
    if (caller.viewer.kind === 'link') throw notFound('The evidence');
    if (!limit.take(caller.viewer.id))
      return objection(c, 429, 'TOO_MUCH_EVIDENCE', 'That is a lot of evidence. Wait a minute.');
    c.set('viewer', caller.viewer);
    return next();
  });

  door.get('/:id/check', async (c) => {
    const pack = await packFor(c, deps, c.req.param('id'));
    const faults = await allFaults(pack, deps.files);
    const { number, claimNumber } = pack.manifest.pack;
    const state = faults.length === 0 ? 'INTACT' : 'ALTERED';
    c.header('cache-control', 'no-store');
    return c.json({ state, claimNumber, packNumber: number, itemCount: pack.manifest.items.length, faults });
  });

  door.get('/:file{[0-9A-Z]+\\.zip}', async (c) => {
    const pack = await intactPack(c, deps, c.req.param('file').replace('.zip', ''));
    return handOut(await writeZip(pack, deps.files), pack, 'zip', 'application/zip');
  });

  door.get('/:file{[0-9A-Z]+\\.pdf}', async (c) => {
    const pack = await intactPack(c, deps, c.req.param('file').replace('.pdf', ''));
    // Fonts and the library that sets them are loaded by the first who wants a PDF, not by the start of the server.
    const { writePdf } = await import('../evidence/write-pdf.ts');
    return handOut(await writePdf(pack, deps.files), pack, 'pdf', 'application/pdf');
  });
  return door;
}

/** What the subgraph lets this viewer see. */
async function packFor(c: Context<DoorVariables>, { service }: EvidenceDoorDeps, id: string): Promise<FrozenPack> {
  const [viewer, correlationId] = [c.get('viewer'), c.get('correlationId')];
  const pack = await openPack((text, variables) => askLink(service, { text, variables }, viewer, correlationId), id);
  if (!pack) throw notFound('The evidence');
  return pack;
}

async function intactPack(c: Context<DoorVariables>, deps: EvidenceDoorDeps, id: string): Promise<FrozenPack> {
  const pack = await packFor(c, deps, id);
  const faults = await allFaults(pack, deps.files);
  if (faults.length === 0) return pack;
  const named = faults.slice(0, 5).map(({ name }) => name);
  const more = faults.length > named.length ? ` and ${faults.length - named.length} more` : '';
  const message = `This is no longer what was frozen: ${named.join(', ')}${more}. Restore it from a backup.`;
  throw new AppError('CONFLICT', message);
}

const allFaults = async (pack: FrozenPack, files: FileStore): Promise<PackFault[]> => [
  ...pack.faults,
  ...(await fileFaults(pack.manifest, files)),
];

function handOut(stream: Readable, { manifest }: FrozenPack, ending: string, mediaType: string): Response {
  const { claimNumber, number } = manifest.pack;
  const name = `${claimNumber}-evidence${number === 0 ? '' : `-supplement-${number}`}.${ending}`;
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

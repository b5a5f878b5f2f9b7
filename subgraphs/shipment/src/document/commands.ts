import { reachesAccount } from '@quayside/shared/db/reach';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { accountOf, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { DOCUMENT_ATTACHED, FILE_STORED, type FileStored } from '../events.ts';
import { mayOrder } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { type DocumentKind, type ShipmentDocument, type StoredFile, safeFileName } from './document.ts';
import { findFile, giveFileToAccount, insertDocument, insertFile, readDocuments } from './store.ts';

/** Facts of bytes that the file store holds by now. */
export interface RegisterFileInput {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Staff may say for which account; others upload for their own. */
  readonly accountId?: string | null | undefined;
}

const mayUpload = (viewer: Viewer): boolean =>
  mayOrder(viewer) || (viewer.kind === 'link' && ['REPORT_DAMAGE', 'ASK'].some((one) => viewer.scopes.includes(one)));

/** Notes whose the stored bytes are. */
export async function registerFile(ctx: CommandContext, input: RegisterFileInput): Promise<StoredFile> {
  const { viewer } = ctx;
  if (!mayUpload(viewer)) throw forbidden('upload files');
  const shaped = /^[0-9a-f]{64}$/.test(input.sha256) && /^[\w.+-]+\/[\w.+-]+$/.test(input.mediaType);
  if (!shaped || input.mediaType.length > 160 || input.sizeBytes < 0) {
    throw new AppError('BAD_USER_INPUT', 'A file needs a SHA-256 in hex, a media type and a size.');
  }
  return ctx.db.write(async (em) => {
    const accountId = accountOf(viewer) ?? input.accountId ?? null;
    const own = input.accountId ?? accountId;
    if (own !== accountId || (accountId && viewer.kind !== 'link' && !(await reachesAccount(em, viewer, accountId)))) {
      throw notFound('The account');
    }
    const file: StoredFile = {
      id: newId(),
      accountId,
      shipmentId: viewer.reach.kind === 'shipment' ? viewer.reach.shipmentId : null,
      uploadedBy: viewer.id,
      sha256: input.sha256,
      fileName: safeFileName(input.fileName),
      mediaType: input.mediaType,
      sizeBytes: input.sizeBytes,
      createdAt: ctx.now(),
    };
    await insertFile(em, file);
    await tell(ctx, em, file, 1);
    return file;
  });
}

/** Others attach a file only when they have heard of it from here. */
function tell(ctx: CommandContext, em: EntityManager, file: StoredFile, seq: number): Promise<void> {
  const { id, accountId, shipmentId: linkedShipmentId, uploadedBy, fileName, mediaType, sizeBytes } = file;
  const data: FileStored = { fileId: id, accountId, linkedShipmentId, uploadedBy, fileName, mediaType, sizeBytes };
  const { correlationId } = ctx;
  return appendEvents(em, [{ type: FILE_STORED, accountId, subject: id, seq, at: ctx.now(), correlationId, data }]);
}

/** Which file becomes what of which shipment. */
export interface AttachDocumentInput {
  readonly shipmentId: string;
  readonly kind: DocumentKind;
  readonly fileId: string;
}

/** Gives a stored file its role for a shipment. The same file in the same role twice stays one document. */
export async function attachDocument(ctx: CommandContext, input: AttachDocumentInput): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('attach documents');
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.shipmentId);
    const file = await findFile(em, ctx.viewer, input.fileId);
    if (!file) throw notFound('The file');
    if (file.accountId !== null && file.accountId !== before.accountId) {
      return refuse('FILE_OF_OTHER_ACCOUNT', 'The file belongs to another account.', { field: 'fileId' });
    }
    if (input.kind === 'POD' && before.state !== 'DELIVERED') {
      return refuse('POD_BEFORE_DELIVERY', `${before.number} is ${before.state}: nothing has been delivered yet.`, {
        field: 'kind',
        fix: 'Record the delivery (milestone D1) first.',
      });
    }
    const document = toDocument(ctx, before, file, input.kind);
    const present = await readDocuments(em, ctx.viewer, [before.id]);
    if (present.some((one) => one.fileId === file.id && one.kind === input.kind)) return ok(before);
    await insertDocument(em, document);
    if (file.accountId === null) {
      await giveFileToAccount(em, file, before.accountId);
      await tell(ctx, em, { ...file, accountId: before.accountId }, 2);
    }
    const more = { documentId: document.id, documentKind: document.kind };
    return ok(await saveShipment(em, ctx, { before, after: before, happened: [{ type: DOCUMENT_ATTACHED, more }] }));
  });
}

const toDocument = (
  ctx: CommandContext,
  shipment: Shipment,
  file: StoredFile,
  kind: DocumentKind,
): ShipmentDocument => ({
  id: newId(),
  shipmentId: shipment.id,
  accountId: shipment.accountId,
  fileId: file.id,
  kind,
  fileName: file.fileName,
  mediaType: file.mediaType,
  sizeBytes: file.sizeBytes,
  sha256: file.sha256,
  createdAt: ctx.now(),
});

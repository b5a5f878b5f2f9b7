import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { FileEntry } from '../directory/directory.ts';
import { findFiles } from '../directory/store.ts';
import type { Attachment } from './conversation.ts';

/** Somebody who has just uploaded a file may be here before the event that tells of it. */
const PATIENCE_MS = 2_000;
const LOOK_MS = 25;

/** Waits, outside of any transaction, until this subgraph has heard of the files; not for long. */
export async function awaitFiles(ctx: CommandContext, attachments: readonly Attachment[]): Promise<void> {
  const wanted = [...new Set(attachments.map(({ fileId }) => fileId))];
  if (wanted.length === 0) return;
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if ((await ctx.db.read((em) => findFiles(em, wanted))).length === wanted.length) return;
    await sleep(LOOK_MS);
  }
}

/**
 * The attachments as they truly are. A file must exist and be the account's own, or what this very person has uploaded
 * for nobody yet; the holder of a tracking link may use what came through this link.
 */
export async function usableAttachments(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  attachments: readonly Attachment[],
  field = 'attachments',
): Promise<Result<readonly Attachment[]>> {
  if (attachments.length === 0) return ok([]);
  const found = await findFiles(
    em,
    attachments.map(({ fileId }) => fileId),
  );
  const files = new Map(found.map((file) => [file.fileId, file]));
  const usable: Attachment[] = [];
  for (const { fileId, fileName } of attachments) {
    const file = files.get(fileId);
    if (!file || !mayUse(viewer, accountId, file)) {
      return refuse('ATTACHMENT_UNKNOWN', `There is no file ${fileId} to attach.`, {
        field,
        fix: 'Upload it first, for this account.',
      });
    }
    usable.push({ fileId, fileName, mediaType: file.mediaType });
  }
  return ok(usable);
}

function mayUse(viewer: Viewer, accountId: string, file: FileEntry): boolean {
  if (viewer.kind === 'link') return file.uploadedBy === viewer.id && file.accountId === accountId;
  if (file.accountId === null) return file.uploadedBy === viewer.id;
  return file.accountId === accountId;
}

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FrozenPack, fileFaults, openPack } from '@quayside/gateway/evidence/pack';
import { writeZip } from '@quayside/gateway/evidence/write-zip';
import { type Walk, walkAuditLog, walkPacks } from '@quayside/service/evidence/verify-store';
import type { Settings } from '@quayside/shared/config';
import { DirectoryFileStore, type FileStore } from '@quayside/shared/files/file-store';
import type { Command } from 'commander';
import { type Administration, CliError } from './admin.ts';
import { print } from './print.ts';

/** The audit log and the packs of evidence that it seals. */
export function addEvidenceCommands(program: Command, admin: Administration, settings: Settings): void {
  const files = new DirectoryFileStore(join(settings.home, 'documents'));
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description(
      'walks every chain, every pack of evidence and every file of one; exit code 1 when something was altered',
    )
    .action(async (_, command: Command) => {
      const found = await verify(admin, files);
      print(found, Boolean(command.optsWithGlobals()['json']));
      if (!found.intact) throw new CliError(`${found.faults.length} altered: see above.`);
    });
  program
    .command('evidence')
    .description('packs of evidence of claims')
    .command('rebuild')
    .description('writes the ZIP and the PDF of a pack again, the same to the byte')
    .argument('<pack>', 'pack id')
    .requiredOption('--to <folder>', 'where to')
    .action(async (pack: string, { to }: { to: string }, command: Command) =>
      print(await rebuild(admin, files, pack, to), Boolean(command.optsWithGlobals()['json'])),
    );
}

async function verify(admin: Administration, files: FileStore) {
  const { db } = await admin.subgraph('service');
  const walk: Walk = { records: 0, packs: 0, faults: [] };
  await walkAuditLog(db, walk);
  let fileCount = 0;
  for await (const { name, manifest } of walkPacks(db, walk)) {
    fileCount += manifest.items.filter(({ stored }) => stored === 'FILE').length;
    const faults = await fileFaults(manifest, files);
    walk.faults.push(...faults.map((fault) => ({ ...fault, name: `${name}: ${fault.name}` })));
  }
  const { records, packs, faults } = walk;
  return { intact: faults.length === 0, records, packs, files: fileCount, faults };
}

async function rebuild(admin: Administration, files: FileStore, id: string, folder: string) {
  const pack = await openPack((text, variables) => admin.run('service', text, variables), id);
  if (!pack) throw new CliError(`There is no frozen pack ${id}.`);
  const faults = [...pack.faults, ...(await fileFaults(pack.manifest, files))];
  if (faults.length > 0) throw new CliError(`No longer as frozen: ${faults.map(({ name }) => name).join(', ')}`);
  const { claimNumber, number } = pack.manifest.pack;
  const name = join(folder, `${claimNumber}-evidence${number === 0 ? '' : `-supplement-${number}`}`);
  await mkdir(folder, { recursive: true });
  await write(await writeZip(pack, files), `${name}.zip`);
  await write(await pdfOf(pack, files), `${name}.pdf`);
  return { pack: id, zip: `${name}.zip`, pdf: `${name}.pdf` };
}

const write = (stream: Readable, path: string): Promise<void> => pipeline(stream, createWriteStream(path));

/** Fonts are loaded by who needs them: most commands do not. */
async function pdfOf(pack: FrozenPack, files: FileStore): Promise<Readable> {
  const { writePdf } = await import('@quayside/gateway/evidence/write-pdf');
  return writePdf(pack, files);
}

import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, parseMail } from './parse.ts';

/** The mail in the folder of held mails; null when it cannot be read any more. @param folder of all mails */
export async function readHeld(folder: string, fileName: string): Promise<ParsedMail | null> {
  const bytes = await readFile(join(folder, 'held', fileName)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  return parseMail(bytes);
}

/** Takes a mail out of the folder of those that wait; a file that has gone is no fault, the row says what became of it. */
export async function moveHeld(folder: string, fileName: string, to: 'assigned' | 'discarded'): Promise<void> {
  await mkdir(join(folder, to), { recursive: true });
  await rename(join(folder, 'held', fileName), join(folder, to, fileName)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

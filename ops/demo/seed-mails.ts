import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Mails as people write them who do not answer ours: somebody has to say where they belong. */
const MAILS = [
  {
    from: 'Sam Pine <user@harborpine.example>',
    subject: 'Two cartons of the last delivery were wet',
    text: 'Hello,\n\nthe two upper cartons of yesterday came wet on one side. The goods inside are fine, but please tell the\ndriver to keep the tarpaulin shut.\n\nSam',
  },
  {
    from: 'Night dispatch <dispatch@bluehaul.example>',
    subject: 'Trailer 4471 is blocking gate 3',
    text: 'Nobody answers the phone. Please move it before six, or we cannot unload for you.',
  },
] as const;

/** Delivers a few mails into the folder of a fresh demo, as a mail server does. */
export async function seedMails(home: string): Promise<void> {
  const inbox = join(home, 'mail', 'in');
  await mkdir(inbox, { recursive: true });
  for (const [index, { from, subject, text }] of MAILS.entries()) {
    const lines = [`Message-ID: <demo-${index}@mail.example>`, `From: ${from}`, 'To: quayside@localhost'];
    const name = `demo-${index}.eml`;
    await writeFile(join(inbox, `.${name}`), `${lines.join('\r\n')}\r\nSubject: ${subject}\r\n\r\n${text}\r\n`);
    await rename(join(inbox, `.${name}`), join(inbox, name));
  }
}

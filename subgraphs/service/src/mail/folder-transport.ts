import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { toMessage } from './compose.ts';
import type { MailTransport } from './transport.ts';

/** Writes mails as `.eml` files into a folder: the way where no mail server was named. A file appears whole or not at all. */
export function folderTransport(folder: string): MailTransport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail(toMessage(mail));
      const fileName = `${mail.id}.eml`;
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${fileName}`);
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(message as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(folder, fileName));
      return { messageId: mail.messageId, answer: `written to ${fileName}` };
    },
    close: () => transport.close(),
  };
}

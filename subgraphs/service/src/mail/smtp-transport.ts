import { createTransport } from 'nodemailer';
import { toMessage } from './compose.ts';
import type { MailTransport } from './transport.ts';

const PATIENCE_MS = 30_000;

/**
 * Hands mails to a mail server.
 * @param url `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte.
 */
export function smtpTransport(url: string): MailTransport {
  const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  return {
    send: async (mail) => {
      const sent = await transport.sendMail(toMessage(mail));
      return { messageId: mail.messageId, answer: sent.response };
    },
    close: () => transport.close(),
  };
}

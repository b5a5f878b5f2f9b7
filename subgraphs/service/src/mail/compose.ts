import type { Envelope } from './transport.ts';

/**
 * The message as the mail library takes it. Names and addresses go as objects, never as text that it would have to take
 * apart; it may open neither files nor addresses, whatever a text says.
 */
export const toMessage = (mail: Envelope) => ({
  from: mail.from,
  to: mail.to,
  ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  messageId: mail.messageId,
  references: [...mail.references],
  ...(mail.references[0] ? { inReplyTo: mail.references[0] } : {}),
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

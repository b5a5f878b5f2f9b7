import PostalMime from 'postal-mime';
import type { ReceivedMail } from './incoming.ts';

/** A mail with its files. */
export interface ParsedMail {
  readonly mail: ReceivedMail;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
}

const MOST_ATTACHMENTS = 20;
/** Addresses of delivery, where a server has noted them: a list or a forwarder may hide the one that was written to. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to'];

/** Reads a message of RFC 5322; null when it is none. */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail | null> {
  if (bytes.length === 0) return null;
  const email = await PostalMime.parse(Buffer.from(bytes)).catch(() => null);
  const sender = email?.from && 'address' in email.from ? (email.from.address ?? '') : '';
  if (!email || !sender) return null;
  // Servers put theirs on top (RFC 5321 4.4): the first of a name counts, not one that the sender wrote.
  const headers = new Map(email.headers.map(({ key, value }) => [key.toLowerCase(), value] as const).reverse());
  const written = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((one) =>
    'address' in one && one.address ? [one.address] : [],
  );
  const delivered = DELIVERED.flatMap((name) => headers.get(name) ?? []);
  return {
    mail: {
      messageId: email.messageId ?? null,
      sender,
      subject: email.subject ?? '',
      text: email.text ?? '',
      addresses: [...delivered, ...written],
      references: `${email.inReplyTo ?? ''} ${email.references ?? ''}`,
      headers,
    },
    // Pictures inside the text, such as logos of signatures, are no attachments.
    attachments: email.attachments
      .filter(({ disposition, related }) => disposition === 'attachment' && !related)
      .slice(0, MOST_ATTACHMENTS + 1)
      .map(({ filename, content }) => ({ fileName: filename ?? 'file', bytes: toBytes(content) })),
  };
}

const toBytes = (content: string | ArrayBuffer | Uint8Array): Uint8Array =>
  typeof content === 'string'
    ? Buffer.from(content)
    : content instanceof Uint8Array
      ? content
      : new Uint8Array(content);

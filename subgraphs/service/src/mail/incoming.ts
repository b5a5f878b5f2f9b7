/** What became of a mail that came in; one that was held is later assigned to a conversation or discarded. */
export type IncomingState = 'POSTED' | 'HELD' | 'IGNORED' | 'ASSIGNED' | 'DISCARDED';

/** Why a mail was not posted. */
export type HeldReason =
  | 'NO_TOKEN'
  | 'UNKNOWN_TOKEN'
  | 'FOREIGN_SENDER'
  | 'UNSEEN'
  | 'AUTOMATIC'
  | 'EMPTY'
  | 'REFUSED'
  | 'ATTACHMENT'
  | 'UNREADABLE';

/** A mail as far as the rules look at it. */
export interface ReceivedMail {
  readonly messageId: string | null;
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  /** Addresses that it was sent or delivered to. */
  readonly addresses: readonly string[];
  /** `In-Reply-To` and `References`. */
  readonly references: string;
  /** Header names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

const IN_ADDRESS = /\+([0-9a-f]{40})@/gi;
const IN_REFERENCE = /\.([0-9a-f]{40})@/gi;
const MOST_TOKENS = 20;

/** Tokens of threads that a mail names: first in its addresses, then in what it answers. */
export function tokensOf({ addresses, references }: Pick<ReceivedMail, 'addresses' | 'references'>): readonly string[] {
  const inAddresses = [...addresses.join(' ').matchAll(IN_ADDRESS)];
  const inReferences = [...references.matchAll(IN_REFERENCE)];
  const found = (inAddresses.length > 0 ? inAddresses : inReferences).map((match) => String(match[1]).toLowerCase());
  return [...new Set(found)].slice(0, MOST_TOKENS);
}

/**
 * True for what a machine has sent: answers of absent people, lists, bounces. To post or to answer it could go round
 * for ever (RFC 3834; a bounce has an empty return path, RFC 5321 4.5.5).
 */
export function isAutomatic({ headers, sender }: Pick<ReceivedMail, 'headers' | 'sender'>): boolean {
  const header = (name: string): string => headers.get(name)?.trim().toLowerCase() ?? '';
  const automatic = header('auto-submitted');
  return (
    (automatic !== '' && !automatic.startsWith('no')) ||
    ['bulk', 'junk', 'list', 'auto_reply'].includes(header('precedence')) ||
    headers.has('list-id') ||
    headers.has('x-autoreply') ||
    headers.has('x-autorespond') ||
    header('return-path') === '<>' ||
    header('content-type').startsWith('multipart/report') ||
    /^(mailer-daemon|postmaster|no-?reply)@/i.test(sender)
  );
}

/** Stands above the text in every mail of ours: what follows it in an answer is ours. */
export const ANSWER_ABOVE = '-- \u2191 quayside \u2191 --';

/** Lines after which mail programs repeat what was answered to. */
const QUOTE_BEGINS: readonly RegExp[] = [
  /^.{0,3}-- \u2191 quayside \u2191 --/,
  /^-{2,}\s*(original message|forwarded message|原始邮件|原始郵件|轉寄的郵件|转发邮件)\s*-{2,}/i,
  /^_{10,}$/,
  // With a date: a person may well begin with "On Monday we wrote:".
  /^On (?=.*\d).{5,200} wrote:\s*$/,
  /^(在|于|於)(?=.*\d).{5,200}(写道|寫道)[:：]\s*$/,
  /^.{0,120}\d{4}.{0,120}(写道|寫道)[:：]\s*$/,
];

/** The head of a repeated mail as Outlook writes it: a sender, and a date or a reader in the next line. */
const HEAD_FROM = /^(From|发件人|寄件者)[:：]\s/i;
const HEAD_NEXT = /^(Sent|Date|To|发送时间|日期|收件人|傳送時間|寄件日期|收件者)[:：]\s/i;

/** The new words of an answer, without what it repeats below them. */
export function newWordsOf(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const joined = (at: number): string => `${lines[at]} ${lines[at + 1] ?? ''}`.trim();
  const end = lines.findIndex(
    (line, at) =>
      (HEAD_FROM.test(line.trim()) && HEAD_NEXT.test((lines[at + 1] ?? '').trim())) ||
      QUOTE_BEGINS.some((begin) => begin.test(line.trim())) ||
      // Programs fold "On … wrote:" over two lines.
      (/^(On |在|于|於)/.test(line) && QUOTE_BEGINS.some((begin) => begin.test(joined(at)))),
  );
  const kept = end < 0 ? lines : lines.slice(0, end);
  while (kept.length > 0 && /^\s*(>.*)?$/.test(kept.at(-1) ?? '')) kept.pop();
  return kept.join('\n').trim();
}

/** A mail as it is handed over. All of it was made or checked by us. */
export interface Envelope {
  readonly id: string;
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets. */
  readonly messageId: string;
  /** What it answers, so that mail programs keep a conversation together. */
  readonly references: readonly string[];
}

/** What the other side has said, for whoever asks later whether a mail was sent. */
export interface HandedOver {
  readonly messageId: string;
  /** The answer of the server, or the file that was written. */
  readonly answer: string;
}

/** Hands mails over: the port. A fault is thrown; `responseCode` is the server's word, where it has said one. */
export interface MailTransport {
  send(mail: Envelope): Promise<HandedOver>;
  close(): void;
}

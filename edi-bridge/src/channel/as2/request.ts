import { type Digest, digestNamed } from './algorithms.ts';
import { type Entity, type Header, headerOf, parametrized } from './mime.ts';
import { readName } from './names.ts';

/** What the sender wants to be told, and how. */
export interface MdnRequest {
  readonly signed: boolean;
  /** Digests that the sender can read, the dearest first. */
  readonly digests: readonly Digest[];
  /** Where an asynchronous MDN goes; null answers on the same connection. */
  readonly url: string | null;
  /** What it demands and we do not have. */
  readonly unsupported: 'unsupported format' | 'unsupported MIC-algorithms' | null;
}

/** The envelope of an AS2 message: what its HTTP headers say. */
export interface As2Request {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly mdn: MdnRequest | null;
}

const MESSAGE_ID_LENGTH = 998;
/** RFC 4130 gives SHA-1 to whoever names nothing. */
const UNNAMED: readonly Digest[] = ['sha1'];

/** Reads the envelope, or says which header is missing. */
export function readRequest({ headers }: Pick<Entity, 'headers'>): As2Request | string {
  const from = readName(headerOf(headers, 'as2-from'));
  const to = readName(headerOf(headers, 'as2-to'));
  const messageId = headerOf(headers, 'message-id')?.trim() ?? '';
  if (from === null) return 'AS2-From is missing or not an AS2 name.';
  if (to === null) return 'AS2-To is missing or not an AS2 name.';
  if (messageId === '' || messageId.length > MESSAGE_ID_LENGTH) return 'Message-ID is missing or too long.';
  return { from, to, messageId, mdn: mdnRequest(headers) };
}

function mdnRequest(headers: readonly Header[]): MdnRequest | null {
  if (!headerOf(headers, 'disposition-notification-to')) return null;
  const options = optionsOf(headerOf(headers, 'disposition-notification-options'));
  const protocol = options.get('signed-receipt-protocol');
  const micalg = options.get('signed-receipt-micalg');
  const digests = (micalg?.values ?? []).flatMap((name) => digestNamed(name) ?? []);
  const noFormat = protocol?.required && !protocol.values.includes('pkcs7-signature');
  const noDigest = micalg?.required && digests.length === 0;
  return {
    signed: protocol !== undefined && !noFormat,
    digests: digests.length > 0 ? digests : UNNAMED,
    url: headerOf(headers, 'receipt-delivery-option')?.trim() || null,
    unsupported: noFormat ? 'unsupported format' : noDigest ? 'unsupported MIC-algorithms' : null,
  };
}

/** `signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256, sha1`. */
function optionsOf(text: string | null): Map<string, { required: boolean; values: readonly string[] }> {
  const { parameters } = parametrized(`options; ${text ?? ''}`);
  return new Map(
    Object.entries(parameters).map(([name, value]) => {
      const [importance = '', ...values] = value.split(',').map((word) => word.trim().toLowerCase());
      return [name, { required: importance === 'required', values }];
    }),
  );
}

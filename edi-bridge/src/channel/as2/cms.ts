import type { BaseBlock } from 'asn1js';
import { Asn1Error, explicitly, oidOf, partsOf, readBer } from './asn1.ts';

/** What a CMS message can be (RFC 5652, RFC 3274). */
export const ContentType = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
  compressedData: '1.2.840.113549.1.9.16.1.9',
} as const;

/** @throws Asn1Error */
export const contentTypeOf = (bytes: Uint8Array): string => oidOf(partsOf(readBer(bytes))[0]);

/** The content of a CMS message of a type. @throws Asn1Error */
export function contentOf(bytes: Uint8Array, type: string): BaseBlock {
  const [contentType, content] = partsOf(readBer(bytes));
  if (oidOf(contentType) !== type) throw new Asn1Error('it is another kind of message');
  return explicitly(content, 0);
}

import { deflateSync, inflateSync } from 'node:zlib';
import { explicitly, integer, octets, octetsOf, oid, partsOf, sequence, tagged, toDer } from './asn1.ts';
import { ContentType, contentOf } from './cms.ts';

const ZLIB = '1.2.840.113549.1.9.16.3.8';

/** Content, smaller (RFC 3274). */
export function compress(content: Uint8Array): Buffer {
  const packed = octets(deflateSync(content));
  const compressed = sequence(integer(0), sequence(oid(ZLIB)), sequence(oid(ContentType.data), tagged(0, packed)));
  return toDer(sequence(oid(ContentType.compressedData), tagged(0, compressed)));
}

/** @throws Asn1Error when it is not compressed content, RangeError when there is more in it than the limit. */
export function decompress(bytes: Uint8Array, limit: number): Buffer {
  const parts = partsOf(contentOf(bytes, ContentType.compressedData));
  const packed = octetsOf(explicitly(partsOf(parts[2])[1], 0));
  // Inflating stops at the limit: a bomb is never unpacked to see how large it is.
  return inflateSync(packed, { maxOutputLength: limit });
}

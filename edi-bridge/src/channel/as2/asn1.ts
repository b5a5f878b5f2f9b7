import {
  type BaseBlock,
  BitString,
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as SetBlock,
} from 'asn1js';

/** Bytes that are not the structure that they should be. */
export class Asn1Error extends Error {}

const CONTEXT = 3;
/** A streaming sender cuts a large file into pieces of a few KiB, and each piece is a node. */
const LIMITS = { maxDepth: 24, maxNodes: 200_000, maxContentLength: 256 * 1024 * 1024, parseEmbedded: false };

/** Reads one value in BER. @throws Asn1Error */
export function readBer(bytes: Uint8Array): BaseBlock {
  const { offset, result } = fromBER(bytes, LIMITS);
  if (offset === -1 || result.error) throw new Asn1Error(result.error || 'not ASN.1');
  return result;
}

/** The parts of a constructed value. @throws Asn1Error */
export function partsOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  const parts = block?.idBlock.isConstructed ? piecesOf(block) : null;
  if (!parts) throw new Asn1Error('a constructed value is missing');
  return parts;
}

/** True for a value under a tag of its context: the given one, or any. */
export const isContext = (block: BaseBlock | undefined, tag?: number): boolean =>
  block?.idBlock.tagClass === CONTEXT && (tag === undefined || block.idBlock.tagNumber === tag);

/** The one part of an explicit tag. @throws Asn1Error */
export function explicitly(block: BaseBlock | undefined, tag: number): BaseBlock {
  const [inner] = isContext(block, tag) ? partsOf(block) : [];
  if (!inner) throw new Asn1Error(`the part with the tag ${tag} is missing`);
  return inner;
}

/** @throws Asn1Error */
export function oidOf(block: BaseBlock | undefined): string {
  if (!(block instanceof ObjectIdentifier)) throw new Asn1Error('an object identifier is missing');
  return block.getValue();
}

/** Octets of an OCTET STRING, or of a tag that stands for one; in one piece or in many. @throws Asn1Error */
export function octetsOf(block: BaseBlock | undefined): Buffer {
  if (!block) throw new Asn1Error('an octet string is missing');
  if (block.idBlock.isConstructed) return Buffer.concat(partsOf(block).map(octetsOf));
  if (!(block instanceof OctetString || isContext(block))) throw new Asn1Error('an octet string is missing');
  return viewOf((block as OctetString).valueBlock.valueHexView);
}

/** Some types keep a text where others keep their parts. */
function piecesOf({ valueBlock }: BaseBlock): readonly BaseBlock[] | null {
  const { value } = valueBlock as unknown as { readonly value?: unknown };
  return Array.isArray(value) ? (value as BaseBlock[]) : null;
}

/** The value's own bytes, as they were read. */
export const rawOf = (block: BaseBlock): Buffer => viewOf(block.valueBeforeDecodeView);

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);

export const toDer = (block: BaseBlock): Buffer => Buffer.from(block.toBER());

export const sequence = (...value: BaseBlock[]): Sequence => new Sequence({ value });
export const integer = (value: number): Integer => new Integer({ value });
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value });
export const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: bytes });
export const bits = (bytes: Uint8Array): BitString => new BitString({ valueHex: bytes });
export const nothing = (): Null => new Null();

/** A SET OF in DER: its parts stand in the order of their bytes. */
export const setOf = (...value: BaseBlock[]): SetBlock =>
  new SetBlock({
    value: value
      .map((part) => ({ part, bytes: toDer(part) }))
      .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
      .map(({ part }) => part),
  });

/** A constructed value under a tag of its context: explicit around one part, implicit around the parts of a set. */
export const tagged = (tagNumber: number, ...value: BaseBlock[]): Constructed =>
  new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber }, value });

/** Octets under an implicit tag, in one piece: strict readers take no other form. */
export const taggedOctets = (tagNumber: number, bytes: Uint8Array): Primitive =>
  new Primitive({ idBlock: { tagClass: CONTEXT, tagNumber }, valueHex: bytes });

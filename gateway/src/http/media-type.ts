const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']);

/** The media type by the first bytes of a file, for the kinds that are accepted; null for every other. */
export function sniffMediaType(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89 && ascii(bytes, 1, 8) === 'PNG\r\n\x1a\n') return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && HEIC_BRANDS.has(ascii(bytes, 8, 12))) return 'image/heic';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  return null;
}

const PICTURES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
};
const ENDINGS: Readonly<Record<string, readonly string[]>> = { ...PICTURES, 'application/pdf': ['pdf'] };
/** What programs take for the kind of a file; "Dock 4. left" or "photo.2026" name none. */
const ENDING = /\.((?=\d*[a-z])[a-z\d]{1,5})$/i;

/**
 * The name, ending in what the file is: a picture may be called another picture, as phones and browsers do. Null where it
 * says something else: whoever opens it later would be deceived, be it a page with script or a paper that is none.
 */
export function truthfulName(name: string, mediaType: string): string | null {
  const right = ENDINGS[mediaType] ?? [];
  const said = ENDING.exec(name)?.[1]?.toLowerCase();
  if (said !== undefined && right.includes(said)) return name;
  if (said === undefined) return `${name}.${right[0]}`;
  const bothPictures = mediaType in PICTURES && Object.values(PICTURES).some((endings) => endings.includes(said));
  return bothPictures ? `${name.slice(0, -said.length)}${right[0]}` : null;
}

/** How a file of this kind should end, for whoever has to name it anew. */
export const endingOf = (mediaType: string): string => `.${ENDINGS[mediaType]?.[0] ?? ''}`;

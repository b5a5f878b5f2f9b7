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
  'image/jpeg': ['jpg', 'jpeg', 'jfif', 'jpe', 'jfi'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif', 'hif', 'heics', 'heifs'],
};
const ENDINGS: Readonly<Record<string, readonly string[]>> = { ...PICTURES, 'application/pdf': ['pdf'] };
const ENDING = /\.([a-z\d]{1,8})$/i;
/** Kinds that a name may promise, beside those above: pages, scripts, programs, archives, papers and sounds. */
const PROMISES = new Set(
  (
    'htm html xhtml shtml mht svg svgz xml xsl js mjs cjs ts jsx css json php asp aspx jsp cgi py pl rb sh bash ps1 bat cmd ' +
    'com exe dll msi scr vbs vbe wsf hta jar apk app dmg pkg deb rpm iso lnk url reg zip rar 7z tar gz tgz bz2 xz doc docx ' +
    'docm dot xls xlsx xlsm csv ppt pptx odt ods odp rtf txt md eml msg ics gif bmp tif tiff avif mp3 mp4 mov avi webm wav'
  ).split(' '),
);

/**
 * The name, ending in what the file is: a picture may be called another picture, as phones and browsers do. Null where it
 * says something else: whoever opens it later would be deceived, be it a page with script or a paper that is none.
 */
export function truthfulName(name: string, mediaType: string): string | null {
  const right = ENDINGS[mediaType] ?? [];
  const said = ENDING.exec(name)?.[1]?.toLowerCase();
  if (said !== undefined && right.includes(said)) return name;
  const picture = said !== undefined && Object.values(PICTURES).some((endings) => endings.includes(said));
  if (said !== undefined && picture && mediaType in PICTURES) return `${name.slice(0, -said.length)}${right[0]}`;
  const promises = said !== undefined && (picture || said === 'pdf' || PROMISES.has(said));
  // "Dock 4.left" and "photo.2026" promise nothing.
  return promises ? null : `${name}.${right[0]}`;
}

/** How a file of this kind should end, for whoever has to name it anew. */
export const endingOf = (mediaType: string): string => `.${ENDINGS[mediaType]?.[0] ?? ''}`;

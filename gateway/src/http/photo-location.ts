import { crc32 } from 'node:zlib';
import { eraseGps, withoutLocation } from './jpeg-location.ts';

/** Where the Exif of other formats begins, counted from the letters that announce it. */
const MARKS = [
  // HEIC, and some WebP.
  { letters: 'Exif\0\0', tiffAt: 6 },
  // A chunk of WebP: its name and its length.
  { letters: 'EXIF', tiffAt: 8 },
  // A chunk of PNG.
  { letters: 'eXIf', tiffAt: 4 },
] as const;
const TIFF_HEADS = ['II*\0', 'MM\0*'];

/** The same picture without the place where it was taken, as far as its Exif tells; anything else as it is. */
export function withoutPlace(bytes: Buffer, mediaType: string): Buffer {
  if (mediaType === 'image/jpeg') return withoutLocation(bytes);
  if (!mediaType.startsWith('image/')) return bytes;
  const copy = Buffer.from(bytes);
  for (const { letters, tiffAt } of MARKS) {
    for (let at = copy.indexOf(letters, 0, 'latin1'); at >= 0; at = copy.indexOf(letters, at + 1, 'latin1')) {
      const tiff = copy.subarray(at + tiffAt);
      if (!TIFF_HEADS.includes(tiff.toString('latin1', 0, 4))) continue;
      eraseGps(tiff);
      if (letters === 'eXIf') sealPngChunk(copy, at);
    }
  }
  return copy;
}

/** The checksum of a PNG chunk after a change; `at` is where its name stands. */
function sealPngChunk(png: Buffer, at: number): void {
  if (at < 4) return;
  const end = at + 4 + png.readUInt32BE(at - 4);
  if (end + 4 <= png.length) png.writeUInt32BE(crc32(png.subarray(at, end)), end);
}

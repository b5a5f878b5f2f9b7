const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';
const GPS_POINTER = 0x8825;
/** Bytes per value by TIFF type: byte, ascii, short, long, rational, sbyte, undefined, sshort, slong, srational. */
const TYPE_SIZE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8] as const;

/**
 * The same picture without the place where it was taken: GPS values in Exif become zero, XMP goes whole. Orientation
 * and the rest of Exif stay, because a turned picture of a damage is no proof.
 */
export function withoutLocation(jpeg: Buffer): Buffer {
  const kept: Buffer[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== START_OF_SCAN) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (end > jpeg.length) break;
    const segment = jpeg.subarray(at, end);
    const cleaned = jpeg[at + 1] === APP1 ? cleanedApp1(segment) : segment;
    if (cleaned) kept.push(cleaned);
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return Buffer.concat(kept);
}

function cleanedApp1(segment: Buffer): Buffer | null {
  if (segment.toString('latin1', 4, 10) !== EXIF) return null;
  const copy = Buffer.from(segment);
  eraseGps(copy.subarray(10));
  return copy;
}

/** Works in place on a TIFF structure; a broken one keeps its bytes, as no reader can find a place in it either. */
export function eraseGps(tiff: Buffer): void {
  if (tiff.length < 8) return;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const entriesOf = (directory: number): number[] => {
    if (directory + 2 > tiff.length) return [];
    const count = Math.min(short(directory), Math.floor((tiff.length - directory - 2) / 12));
    return Array.from({ length: count }, (_, index) => directory + 2 + index * 12);
  };
  for (const pointer of entriesOf(long(4)).filter((entry) => short(entry) === GPS_POINTER)) {
    const directory = long(pointer + 8);
    for (const entry of entriesOf(directory)) {
      const size = (TYPE_SIZE[short(entry + 2)] ?? 0) * long(entry + 4);
      if (size > 4) tiff.fill(0, Math.min(long(entry + 8), tiff.length), Math.min(long(entry + 8) + size, tiff.length));
      tiff.fill(0, entry, entry + 12);
    }
    if (directory + 2 <= tiff.length) tiff.fill(0, directory, directory + 2);
  }
}

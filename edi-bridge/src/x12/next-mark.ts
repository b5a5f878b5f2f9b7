/**
 * Index of the next byte that is the terminator or below 32, -1 when there is none before word `last`; now and then of
 * another one, since borrows are let run. Four bytes at once: with x the word without its terminators (`mask`), a high
 * bit appears in `x - 0x01…` where a byte of x is zero, and in `word - 0x20…` where one is below 32. Bytes above 127
 * bring it too, and are told apart only then.
 */
export function nextMark(words: Int32Array, from: number, last: number, mask: number): number {
  // What stands before `from` in its word has been dealt with.
  let todo = 0x80808080 & (-1 << ((from & 3) << 3));
  for (let k = from >> 2; k < last; k++, todo = 0x80808080) {
    const word = words[k]!;
    const rest = word ^ mask;
    const ends = (rest - 0x01010101) | 0;
    const controls = (word - 0x20202020) | 0;
    if (((ends | controls) & todo) === 0) continue;
    const marks = ((ends & ~rest) | (controls & ~word)) & todo;
    // The lowest of them is never a borrow's.
    if (marks !== 0) return (k << 2) + ((31 - Math.clz32(marks & -marks)) >> 3);
  }
  return -1;
}

/** As `nextMark`, byte by byte, where no whole words are; `used` when there is none. */
export function nextMarkByByte(window: Buffer, from: number, used: number, terminator: number): number {
  let i = from;
  for (; i < used; i++) if (window[i]! < 32 || window[i] === terminator) break;
  return i;
}

const nothing = Buffer.alloc(0);
const noWords = new Int32Array(0);
// Small chunks are gathered here, so that memory is asked for now and then and not for every chunk. A file of one small
// chunk gets no more than it needs: a bridge reads hundreds of them in a second.
const leastBytes = 2 ** 18;
const growth = 8;

/** The part of a stream that somebody still needs. Bytes once shown are never rewritten, so views of them stay valid. */
export class ByteWindow {
  bytes: Buffer = nothing;
  /** The same memory in words of four bytes; empty when it is not aligned. */
  words: Int32Array = noWords;
  /** End of what was read. */
  used = 0;
  /** Offset of `bytes[0]` in the file. */
  origin = 0;
  #owned = false;

  /** Adds a chunk and drops everything before `from`; answers how far the offsets moved down. */
  append(chunk: Buffer, from: number): number {
    if (this.#owned && this.used + chunk.length <= this.bytes.length) {
      chunk.copy(this.bytes, this.used);
      this.used += chunk.length;
      return 0;
    }
    const kept = this.used - from;
    this.#owned = kept > 0 || chunk.length < leastBytes;
    if (this.#owned) {
      // Doubling keeps one very long set linear instead of copying it again for every chunk.
      const least = Math.min(leastBytes, growth * this.bytes.length);
      const grown = Buffer.allocUnsafe(Math.max(least, 2 * (kept + chunk.length)));
      this.bytes.copy(grown, 0, from, this.used);
      chunk.copy(grown, kept);
      this.bytes = grown;
    } else this.bytes = chunk;
    const { buffer, byteOffset, byteLength } = this.bytes;
    this.words = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, byteLength >> 2) : noWords;
    this.used = kept + chunk.length;
    this.origin += from;
    return from;
  }

  clear(): void {
    this.bytes = nothing;
    this.words = noWords;
  }
}

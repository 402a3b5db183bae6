/** Bytes of one cached block; the last one of a file may be shorter. */
export const blockSize = 16 * 1024;

/**
 * Blocks of files that were read, the latest used ones up to a number of bytes. A file is named by its path and
 * its version (an ETag), so that what changed is never taken for what it was.
 */
export class ByteCache {
  private readonly blocks = new Map<string, Uint8Array>();
  private held = 0;

  constructor(private readonly limit = 48 * 1024 * 1024) {}

  get(file: string, index: number): Uint8Array | undefined {
    const id = idOf(file, index);
    const block = this.blocks.get(id);
    if (block === undefined) return undefined;
    this.blocks.delete(id);
    this.blocks.set(id, block);
    return block;
  }

  has(file: string, index: number): boolean {
    return this.blocks.has(idOf(file, index));
  }

  set(file: string, index: number, block: Uint8Array): void {
    const id = idOf(file, index);
    const before = this.blocks.get(id);
    if (before) {
      this.blocks.delete(id);
      this.held -= before.byteLength;
    }
    this.blocks.set(id, block);
    this.held += block.byteLength;
    for (const [oldest, old] of this.blocks) {
      if (this.held <= this.limit) break;
      this.blocks.delete(oldest);
      this.held -= old.byteLength;
    }
  }

  /** Bytes that are held now. */
  get size(): number {
    return this.held;
  }
}

/** A key of the bucket holds no NUL that a version could be mistaken with. */
function idOf(file: string, index: number): string {
  return `${file}\0${String(index)}`;
}

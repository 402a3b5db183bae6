/** Smaller pieces are gathered before they are written: over TLS one is 16 KiB, and each write costs a call. */
const gathered = 256 * 1024;

/**
 * Writes bytes that arrive in order, in large pieces. Nothing is written before `flush` or before enough has
 * come together; `onWritten` hears of each piece once it is in the file.
 */
export class Gatherer {
  private buffer: Buffer | undefined;
  private filled = 0;

  /** @param position of the first byte in the file */
  constructor(
    private readonly writeAt: (bytes: Uint8Array, position: number) => void,
    private position: number,
    private readonly onWritten: (bytes: number) => void,
  ) {}

  /** @throws what `writeAt` throws */
  push(bytes: Uint8Array): void {
    if (this.filled + bytes.byteLength > gathered) this.flush();
    if (bytes.byteLength >= gathered / 2) {
      this.flush();
      this.write(bytes);
      return;
    }
    this.buffer ??= Buffer.allocUnsafe(gathered);
    this.buffer.set(bytes, this.filled);
    this.filled += bytes.byteLength;
  }

  flush(): void {
    if (!this.buffer || this.filled === 0) return;
    const bytes = this.buffer.subarray(0, this.filled);
    this.filled = 0;
    this.write(bytes);
  }

  private write(bytes: Uint8Array): void {
    this.writeAt(bytes, this.position);
    this.position += bytes.byteLength;
    this.onWritten(bytes.byteLength);
  }
}

import { throwIfCancelled } from '../../../errors';
import type { ByteSource } from '../../byteSource';
import { Undrawable } from '../../model';
import { readExactly } from '../bytes';
import { MAX_KEPT_FRAMES, MAX_KEPT_MATRIX } from '../limits';
import { bytesOf, toFloats } from '../numbers';
import type { CiftiHeader } from './ciftiHeader';

/** Parts of a large matrix that are read at the same time. */
const LANES = 4;

/** The numbers of a CIFTI file, read as they are asked for: a row is one range, a column takes the whole matrix. */
export class CiftiMatrix {
  private whole: Float32Array | undefined;
  private frames = new Map<number, Float32Array>();
  private readonly rowBytes: number;
  private readonly isSmall: boolean;

  constructor(
    private readonly source: ByteSource,
    readonly header: CiftiHeader,
  ) {
    this.rowBytes = header.columns * bytesOf(header.type);
    // As floats too: a matrix of bytes grows fourfold.
    const most = header.rows * header.columns * Math.max(4, bytesOf(header.type));
    this.isSmall = most <= MAX_KEPT_MATRIX;
  }

  /** Bytes to read for a column, or for any of them. */
  columnCost(index?: number): number {
    const isThere = this.whole !== undefined || (index !== undefined && this.frames.has(index));
    return isThere ? 0 : this.header.rows * this.rowBytes;
  }

  rowCost(): number {
    return this.whole ? 0 : this.rowBytes;
  }

  async row(index: number, signal: AbortSignal): Promise<Float32Array> {
    const { columns, dataStart } = this.header;
    if (this.whole) return this.whole.slice(index * columns, (index + 1) * columns);
    const start = dataStart + index * this.rowBytes;
    return this.numbers(await readExactly(this.source, start, start + this.rowBytes, signal));
  }

  async column(index: number, signal: AbortSignal): Promise<Float32Array> {
    const kept = this.frames.get(index);
    if (kept) return kept;
    if (!this.isSmall) return this.framesFrom(index, signal);
    const { rows, columns } = this.header;
    const whole = await this.load(signal);
    const values = new Float32Array(rows);
    for (let row = 0; row < rows; row++) values[row] = whole[row * columns + index] ?? NaN;
    return values;
  }

  /** All rows, in one request; for matrices that are no larger than what is kept. */
  async load(signal: AbortSignal): Promise<Float32Array> {
    const { rows, dataStart } = this.header;
    if (!this.isSmall) throw new Undrawable('tooLarge', `a matrix of ${String(rows * this.rowBytes)} bytes`);
    this.whole ??= this.numbers(
      await readExactly(this.source, dataStart, dataStart + rows * this.rowBytes, signal),
    );
    return this.whole;
  }

  private numbers(bytes: Uint8Array): Float32Array {
    const { type, littleEndian, slope, intercept } = this.header;
    const values = toFloats(bytes, type, littleEndian);
    return slope === 1 && intercept === 0 ? values : values.map((value) => value * slope + intercept);
  }

  /** Reads the whole matrix for one column and keeps those after it, which are likely to be asked for next. */
  private async framesFrom(index: number, signal: AbortSignal): Promise<Float32Array> {
    const { rows, columns } = this.header;
    const most = Math.max(1, Math.min(MAX_KEPT_FRAMES, Math.floor(MAX_KEPT_MATRIX / (rows * 4))));
    const first = Math.max(0, Math.min(index, columns - most));
    const count = Math.min(most, columns - first);
    const frames = Array.from({ length: count }, () => new Float32Array(rows));
    const perLane = Math.ceil(rows / LANES);
    await Promise.all(
      Array.from({ length: LANES }, (_, lane) =>
        this.fill(frames, first, [lane * perLane, Math.min(rows, (lane + 1) * perLane)], signal),
      ),
    );
    this.frames = new Map(frames.map((frame, at) => [first + at, frame]));
    return frames[index - first] ?? new Float32Array();
  }

  private async fill(
    frames: readonly Float32Array[],
    first: number,
    [startRow, endRow]: readonly [number, number],
    signal: AbortSignal,
  ): Promise<void> {
    if (startRow >= endRow) return;
    const size = bytesOf(this.header.type);
    let row = startRow;
    for await (const bytes of this.rowsFrom(startRow, signal)) {
      for (let at = 0; at < bytes.length && row < endRow; at += this.rowBytes, row++) {
        const wanted = bytes.subarray(at + first * size, at + (first + frames.length) * size);
        const values = this.numbers(wanted);
        for (let frame = 0; frame < values.length; frame++)
          (frames[frame] ?? values)[row] = values[frame] ?? NaN;
      }
      if (row === endRow) return;
    }
    throw new Undrawable('truncated', `ends in row ${String(row)} of ${String(endRow)}`);
  }

  /** Chunks of whole rows, as they arrive. */
  private async *rowsFrom(startRow: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let pieces: Uint8Array[] = [];
    let held = 0;
    for await (const chunk of this.source.stream(this.header.dataStart + startRow * this.rowBytes, signal)) {
      throwIfCancelled(signal);
      pieces.push(chunk);
      held += chunk.length;
      if (held < this.rowBytes) continue;
      const bytes = pieces.length === 1 ? chunk : new Uint8Array(Buffer.concat(pieces));
      const end = held - (held % this.rowBytes);
      yield bytes.subarray(0, end);
      pieces = end < held ? [bytes.subarray(end)] : [];
      held -= end;
    }
  }
}

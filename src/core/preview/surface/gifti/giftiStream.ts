import { throwIfCancelled } from '../../../errors';
import type { ByteSource } from '../../byteSource';
import { Undrawable } from '../../model';
import { latin1 } from '../bytes';
import { GiftiParser, type GiftiHead, type RawArray } from './giftiParser';

/** The arrays of a GIFTI file that is too large to be read whole, one at a time, each after those before it. */
export class GiftiStream {
  /** What stands before the first array, and that array's tag. */
  head: GiftiHead | undefined;
  /** Where the arrays begin that were passed so far. */
  private readonly starts: number[] = [];

  constructor(private readonly source: ByteSource) {}

  /** About how many bytes must be read for an array. */
  cost(index: number): number {
    const known = Math.min(index, this.starts.length - 1);
    const start = this.starts[known] ?? 0;
    const each = (this.source.size - start) / Math.max(1, (this.head?.arrays ?? 1) - Math.max(0, known));
    return Math.round(Math.min(this.source.size - start, each * (index - Math.max(0, known) + 1)));
  }

  async array(index: number, signal: AbortSignal): Promise<RawArray> {
    let next = Math.max(0, Math.min(index, this.starts.length - 1));
    const from = this.starts[next] ?? 0;
    const parser = new GiftiParser();
    for await (const chunk of this.source.stream(from, signal)) {
      throwIfCancelled(signal);
      parser.write(latin1(chunk));
      if (from === 0 && !parser.isGifti) throw new Undrawable('notTheFormat', 'no GIFTI element');
      for (const array of parser.arrays.splice(0)) {
        this.head ??= parser.head;
        this.starts[next] = from + array.at;
        if (next === index) return array;
        next++;
      }
      if (parser.isWhole) break;
    }
    throw new Undrawable('truncated', `ends before data array ${String(index + 1)}`);
  }
}

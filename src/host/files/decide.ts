import type { FileKind } from '../../core/preview/kind';
import { looksBinary } from '../../core/preview/looksBinary';

/** What a click on a file does. */
export type Decision =
  { readonly open: true } | { readonly open: false; readonly reason: 'binary' | 'tooLarge' };

export interface DecideRequest {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly limit: number;
  /** Reads the first bytes of the file; asked for only when the name does not decide. */
  readonly readStart: () => Promise<Uint8Array>;
}

/** Whether an editor can show the file. Rejects only as `readStart` does. */
export async function decide({ kind, size, limit, readStart }: DecideRequest): Promise<Decision> {
  if (kind.opensAs === 'none') return { open: false, reason: 'binary' };
  if (size > limit) return { open: false, reason: 'tooLarge' };
  if (kind.opensAs !== 'bytes' || size === 0) return { open: true };
  return looksBinary(await readStart()) ? { open: false, reason: 'binary' } : { open: true };
}

/** Bytes [start, end) of an object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range that a `Range` header asks for. `whole` for none, a malformed one or several at once, all of
 * which are answered with the whole object; `unsatisfiable` when it begins behind the end.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!parts) return 'whole';
  const [, first = '', final = ''] = parts;
  if (first === '' && final === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(final), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (final !== '' && Number(final) < start) return 'whole';
  if (start >= size) return 'unsatisfiable';
  return { start, end: final === '' ? size : Math.min(Number(final) + 1, size) };
}

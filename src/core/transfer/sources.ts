/**
 * The sources of a job in the bucket's order (by UTF-8 bytes), without those that another one covers.
 * A source is a prefix, which ends with a slash, or a key.
 */
export function normaliseSources(sources: Iterable<string>): readonly string[] {
  const sorted = [...new Set(sources)].filter((source) => source !== '').sort(inBucketOrder);
  const kept: string[] = [];
  for (const source of sorted) {
    // In this order all keys below a prefix follow it without a gap, so the last kept one is enough to look at.
    const last = kept.at(-1);
    if (last?.endsWith('/') && source.startsWith(last)) continue;
    kept.push(source);
  }
  return kept;
}

/** Whether a key can belong to both. Either must be normalised. */
export function overlap(some: readonly string[], others: readonly string[]): boolean {
  return normaliseSources([...some, ...others]).length < some.length + others.length;
}

/** Compares keys as a listing orders them, which for characters beyond U+FFFF is not JavaScript's order. */
export function inBucketOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function isPrefix(source: string): boolean {
  return source.endsWith('/');
}

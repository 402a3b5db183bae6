import { statSync } from 'node:fs';
import * as path from 'node:path';
import { findJournals, openJournal } from '../../src/core/transfer/journal';
import { partSizeOf } from '../../src/core/transfer/largeFile';
import type { Work } from './trees';

/** Bytes of a download that was ended which the next run will not ask for: whole files, and parts that the journal names. */
export function bytesKept(folder: string, work: Work): number {
  const whole = new Set(work.objects.filter(({ key, size }) => sizeOf(path.join(folder, key)) === size));
  let kept = [...whole].reduce((sum, { size }) => sum + size, 0);
  const unfinished = new Map(work.objects.filter((one) => !whole.has(one)).map((one) => [one.key, one.size]));
  for (const { spec } of findJournals(folder)) {
    const journal = openJournal(folder, spec.id);
    for (const { key, partSize, done } of journal?.open.values() ?? []) {
      const size = unfinished.get(key) ?? 0;
      for (const part of done) kept += Math.max(0, Math.min(partSize, size - part * partSize));
    }
    journal?.close();
  }
  return kept;
}

/** The most bytes that so many connections can have been at, each at one part, a file that is fetched whole being one. */
export function onePartEach(work: Work, connections: number): number {
  const parts = work.objects.flatMap(({ size }) => {
    const partSize = partSizeOf(size);
    return Array.from({ length: Math.ceil(size / partSize) }, (_, index) =>
      Math.min(partSize, size - index * partSize),
    );
  });
  return parts
    .sort((a, b) => b - a)
    .slice(0, connections)
    .reduce((sum, size) => sum + size, 0);
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

import { fileRule } from './sessions';
import { hash32 } from './hash';
import { recordedListing } from './listing';
import { sizeFor } from './sizes';

export interface ContentObject {
  readonly key: string;
  readonly size: number;
  readonly lastModified: Date;
}

/** A run of keys that all begin with `prefix` and stand together in the order of keys. */
export interface Shelf {
  readonly prefix: string;
  /** The objects from `key` on (without it when `exclusive`), in key order, lazily. */
  from(key: string, exclusive: boolean): IterableIterator<ContentObject>;
}

const START_OF_2017_RELEASE = Date.UTC(2017, 1, 20);
const DAY = 86_400_000;

/** A whole second in 2017: a day for each subject, then a few seconds for each file. */
export function modified(folder: string, index: number): Date {
  const day = hash32(folder) % 240;
  const second = hash32(`${folder} start`) % 43_200;
  return new Date(START_OF_2017_RELEASE + day * DAY + (second + index * 2) * 1000);
}

/** A single object. */
export function singleShelf(object: ContentObject): Shelf {
  return {
    prefix: object.key,
    *from(key, exclusive) {
      if (exclusive ? object.key > key : object.key >= key) yield object;
    },
  };
}

/**
 * The files of one subject. Nothing is held for it: each key is made from the recorded listing when it is asked for.
 * The order of the recorded paths holds for every six-digit id (a unit test proves it for both ends of the range).
 */
export function subjectShelf(releasePrefix: string, subject: string): Shelf {
  const prefix = `${releasePrefix}${subject}/`;
  const files = recordedListing();
  const has = fileRule(subject);
  const keyAt = (index: number): string => prefix + (files[index]?.parts.join(subject) ?? '');
  return {
    prefix,
    *from(key, exclusive) {
      for (let index = firstFrom(files.length, keyAt, key, exclusive); index < files.length; index++) {
        const file = files[index];
        if (file === undefined || !has(file.path)) continue;
        const size = sizeFor(subject, file.path, file.size);
        yield { key: keyAt(index), size, lastModified: modified(prefix, index) };
      }
    },
  };
}

/** Binary search: the first index whose key is at or after `key`, or after it when `exclusive`. */
export function firstFrom(
  count: number,
  keyAt: (index: number) => string,
  key: string,
  exclusive: boolean,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const before = exclusive ? keyAt(middle) <= key : keyAt(middle) < key;
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

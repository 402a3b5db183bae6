import { BodyFactory } from './bodies';
import { DigestStore } from './digests';
import { digestOf } from './hash';
import { allShelves } from './releases';
import { firstFrom, type ContentObject, type Shelf } from './shelf';

export type { ContentObject } from './shelf';

/** Objects up to this size carry the MD5 of their body as ETag; larger ones an opaque composite one. */
export const ETAG_MD5_LIMIT = 256 * 1024;
const PART_SIZE = 8 * 1024 * 1024;

/** The objects of the sandbox bucket. Nothing is stored but digests: keys and bodies are made as they are read. */
export interface Content {
  readonly seed: string;
  /** The objects that begin with `prefix` and come after `after`, in UTF-8 binary order of their keys, lazily. */
  objects(prefix: string, after: string): IterableIterator<ContentObject>;
  /** The object with exactly this key. */
  find(key: string): ContentObject | undefined;
  /** Bytes [start, end) of the object, made as they are read. Costs only that range. */
  read(object: ContentObject, start: number, end: number): AsyncIterable<Uint8Array>;
  /** The ETag without quotes: MD5 hex, or `<hex>-<parts>` for objects over ETAG_MD5_LIMIT. */
  etag(object: ContentObject): Promise<string>;
  /** Writes the digests that were worked out since the last write. */
  close(): Promise<void>;
}

/** The bucket for a seed. Keys, sizes and dates are the same for every seed; bodies and ETags differ. */
export function createContent(options: { readonly seed: string; readonly cacheFolder: string }): Content {
  const { seed, cacheFolder } = options;
  const shelves = allShelves();
  const find = (key: string): ContentObject | undefined => findObject(shelves, key);
  const digests = new DigestStore({ seed, cacheFolder, md5: (object) => bodies.md5(object) });
  const bodies: BodyFactory = new BodyFactory({ seed, find, md5: (object) => digests.md5(object) });
  return {
    seed,
    find,
    objects: (prefix, after) => listObjects(shelves, prefix, after),
    read: (object, start, end) => bodies.read(object, start, end),
    etag: (object) =>
      object.size <= ETAG_MD5_LIMIT ? digests.md5(object) : Promise.resolve(compositeTag(seed, object)),
    close: () => digests.close(),
  };
}

function compositeTag(seed: string, object: ContentObject): string {
  const hex = digestOf('etag', seed, object.key).toString('hex').slice(0, 32);
  return `${hex}-${String(Math.ceil(object.size / PART_SIZE))}`;
}

function* listObjects(
  shelves: readonly Shelf[],
  prefix: string,
  after: string,
): IterableIterator<ContentObject> {
  const exclusive = after >= prefix;
  const bound = exclusive ? after : prefix;
  const start = firstFrom(shelves.length, (index) => shelves[index]?.prefix ?? '', bound, true) - 1;
  for (let index = Math.max(0, start); index < shelves.length; index++) {
    for (const object of shelves[index]?.from(bound, exclusive) ?? []) {
      if (!object.key.startsWith(prefix)) return;
      yield object;
    }
  }
}

function findObject(shelves: readonly Shelf[], key: string): ContentObject | undefined {
  const index = firstFrom(shelves.length, (at) => shelves[at]?.prefix ?? '', key, true) - 1;
  const next = shelves[index]?.from(key, false).next();
  return next?.done === false && next.value.key === key ? next.value : undefined;
}

import type { ObjectEntry, ObjectStore } from '../bucket/objectStore';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import { readManifest, type Manifest } from './manifestFile';
import { packageOf } from './packages';
import { subjectOf } from './subjects';

export interface Digest {
  /** 32 hex digits, lower case. */
  readonly md5: string;
  /** Who said so: the bucket's ETag, or HCP's manifest. */
  readonly source: 'etag' | 'manifest';
}

/** What the bytes of an object must add up to. */
export interface DigestSource {
  /**
   * The MD5 of an object, where anyone tells it: its ETag if that is one, else HCP's manifest of the package
   * that the file belongs to. Undefined when nobody does: a missing or unreadable manifest is no failure. One
   * that can't be had at the moment is: a file must not pass unchecked because of that.
   * @throws HcpError `keys.*`, those that are `retryable`, `cancelled`
   */
  md5For(entry: ObjectEntry, signal?: AbortSignal): Promise<Digest | undefined>;
}

const noManifest: Manifest = new Map();
/** Largest manifest of subject 100307: 343,189 bytes. */
const manifestSizeLimit = 16_000_000;
/** A download walks subject by subject, and a subject has 54 manifests. */
const cachedManifests = 64;

/** Reads each manifest once, however many files ask for it at the same time. */
export function createDigestSource(store: Pick<ObjectStore, 'read'>): DigestSource {
  const cache = new Map<string, Promise<Manifest>>();

  function manifest(key: string, subject: string): Promise<Manifest> {
    const known = cache.get(key);
    cache.delete(key);
    const wanted = known ?? load(key, subject);
    cache.set(key, wanted);
    const oldest = cache.keys().next();
    if (cache.size > cachedManifests && !oldest.done) cache.delete(oldest.value);
    return wanted;
  }

  // Not bound to the signal of the file that asks first: others wait for the same manifest.
  async function load(key: string, subject: string): Promise<Manifest> {
    try {
      return readManifest(await readText(store, key), subject);
    } catch (error) {
      const failure = toHcpError(error);
      // What may work the next time is asked for again then; what is missing stays missing.
      if (!failure.retryable && !failure.code.startsWith('keys.')) return noManifest;
      cache.delete(key);
      throw failure;
    }
  }

  return {
    async md5For(entry, signal) {
      throwIfCancelled(signal);
      if (/^[0-9a-f]{32}$/i.test(entry.etag)) return { md5: entry.etag.toLowerCase(), source: 'etag' };
      const place = subjectOf(entry.key);
      const pack = place && packageOf(place.path, place.subject);
      // A family of packages (`…*`) has a manifest for each member, and none of its own name.
      if (!pack || pack.id.endsWith('*')) return undefined;
      const { release, subject, path } = place;
      const key = `${release.prefix}${subject}/.xdlm/${subject}_${pack.id}.json`;
      const md5 = (await unlessCancelled(manifest(key, subject), signal)).get(path);
      return md5 === undefined ? undefined : { md5, source: 'manifest' };
    },
  };
}

async function readText(store: Pick<ObjectStore, 'read'>, key: string): Promise<string> {
  const stop = new AbortController();
  const body = await store.read(key, {}, stop.signal);
  if (body.length > manifestSizeLimit) {
    stop.abort();
    return '';
  }
  const parts: Uint8Array[] = [];
  for await (const chunk of body.chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort: (() => void) | undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(new HcpError('cancelled'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { knownReleases, type Release } from '../catalog/releases';
import { HcpError, toHcpError } from '../errors';
import type { ObjectStore } from './objectStore';

/**
 * What the pair may do with a release: `denied` means that its terms are not accepted, or that rights have not
 * been widened yet; an error means that it could not be found out.
 */
export type Access = 'open' | 'denied' | HcpError;

export interface ReleaseAccess {
  readonly release: Release;
  readonly access: Access;
}

/** A top folder of the bucket. */
export interface ReleaseFolder {
  /** With the final slash. */
  readonly prefix: string;
  readonly label: string;
  /** The portal's dataset whose terms open it; undefined for a folder that this version does not know. */
  readonly datasetId: string | undefined;
  readonly access: Access;
}

/**
 * Tests the pair: lists one key of each release. A pair that lists anything, or is denied everything, is valid.
 * @throws HcpError `keys.*`, `bucket.unreachable`, `bucket.address`, `cancelled`: they are true of all releases
 */
export async function testAccess(
  store: Pick<ObjectStore, 'list'>,
  releases: readonly Release[],
  signal?: AbortSignal,
): Promise<readonly ReleaseAccess[]> {
  return Promise.all(
    releases.map(async (release) => ({
      release,
      access: (await probe(store, release.prefix, signal)).access,
    })),
  );
}

/**
 * The bucket's top folders: those that its root shows, and the known releases, which it may hide until their
 * terms are accepted. Open ones come first. Where the root can't be listed, the known ones are probed.
 * @throws HcpError as `testAccess`
 */
export async function listReleases(
  store: Pick<ObjectStore, 'list'>,
  signal?: AbortSignal,
): Promise<readonly ReleaseFolder[]> {
  const shown = await listRoot(store, signal);
  const known = knownReleases.map((release) => release.prefix);
  const prefixes = [...known, ...shown.filter((prefix) => !known.includes(prefix))];
  const folders = await Promise.all(
    prefixes.map(async (prefix) => ({ prefix, ...(await probe(store, prefix, signal)) })),
  );
  return folders
    .filter(({ prefix, access, empty }) => shown.includes(prefix) || access !== 'open' || !empty)
    .map(({ prefix, access }) => toFolder(prefix, access))
    .sort((a, b) => rank(a.access) - rank(b.access));
}

function toFolder(prefix: string, access: Access): ReleaseFolder {
  const release = knownReleases.find((known) => known.prefix === prefix);
  return { prefix, label: release?.label ?? prefix.slice(0, -1), datasetId: release?.datasetId, access };
}

function rank(access: Access): number {
  if (access === 'open') return 0;
  return access === 'denied' ? 1 : 2;
}

async function listRoot(
  store: Pick<ObjectStore, 'list'>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    return (await store.list({ prefix: '', delimiter: '/' }, signal)).prefixes;
  } catch (error) {
    const refusal = ofBucket(toHcpError(error));
    // That the root can be listed is an observation of 2015, and its refusal says nothing about the pair.
    if (refusal.code === 'bucket.denied') return [];
    throw refusal;
  }
}

async function probe(
  store: Pick<ObjectStore, 'list'>,
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly access: Access; readonly empty: boolean }> {
  try {
    const page = await store.list({ prefix, maxKeys: 1 }, signal);
    return { access: 'open', empty: page.objects.length === 0 };
  } catch (error) {
    const refusal = ofBucket(toHcpError(error));
    if (concernsAll(refusal)) throw refusal;
    return { access: refusal.code === 'bucket.denied' ? 'denied' : refusal, empty: false };
  }
}

/** S3 gives a reason with each refusal of a listing: who refuses without one is no bucket. */
function ofBucket(refusal: HcpError): HcpError {
  const silent = refusal.facts.reason === 'unknown';
  if (!silent || !HcpError.is(refusal, 'bucket.denied', 'bucket.notFound')) return refusal;
  return new HcpError('bucket.address', { reason: 'not S3' }, { cause: refusal });
}

function concernsAll({ code }: HcpError): boolean {
  return (
    code.startsWith('keys.') ||
    code === 'cancelled' ||
    code === 'bucket.unreachable' ||
    code === 'bucket.address'
  );
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** 120,000 unless said: a new pair takes up to about a minute. */
  readonly timeoutMs?: number;
  /** The first pause; each one is half as long again, up to 10 s. 1,000 unless said. */
  readonly firstPauseMs?: number;
  /** Called before each attempt but the first, with the number of attempts made and the time waited. */
  readonly onAttempt?: (attempts: number, waitedMs: number) => void;
}

const longestPause = 10_000;

/**
 * Waits until the bucket knows a new pair. Any answer but `keys.unknown` shows that it does.
 * @throws HcpError `keys.notYetValid` after the time, `keys.secret`, `keys.clock`, `keys.missing`,
 * `bucket.address`, `cancelled`; `bucket.unreachable` or `bucket.busy` when that was so to the end
 */
export async function waitUntilValid(store: ObjectStore, options: WaitOptions = {}): Promise<void> {
  const { signal, timeoutMs = 120_000, onAttempt } = options;
  const started = Date.now();
  let pause = options.firstPauseMs ?? 1_000;
  for (let attempts = 1; ; attempts += 1) {
    const refusal = await refusalOfPair(store, signal);
    if (refusal === undefined) return;
    const waited = Date.now() - started;
    if (waited + pause > timeoutMs) {
      throw refusal.code === 'keys.unknown'
        ? new HcpError('keys.notYetValid', {}, { cause: refusal })
        : refusal;
    }
    onAttempt?.(attempts, waited);
    await pauseFor(pause, signal);
    pause = Math.min(pause * 1.5, longestPause);
  }
}

/** Undefined when the pair is valid; an error that time may cure is returned, any other thrown. */
async function refusalOfPair(
  store: ObjectStore,
  signal: AbortSignal | undefined,
): Promise<HcpError | undefined> {
  try {
    await store.list({ prefix: knownReleases[0]?.prefix ?? '', maxKeys: 1 }, signal);
    return undefined;
  } catch (error) {
    const refusal = ofBucket(toHcpError(error));
    if (refusal.code === 'bucket.denied' || refusal.code === 'bucket.notFound') return undefined;
    if (refusal.code === 'keys.unknown' || refusal.retryable) return refusal;
    throw refusal;
  }
}

async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch {
    throw new HcpError('cancelled');
  }
}

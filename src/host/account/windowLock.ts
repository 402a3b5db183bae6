import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import * as v from 'valibot';

/** Who does what one window at a time may do: one click, or one message, in one window. */
export interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export const holderSchema = v.object({
  id: v.string(),
  pid: v.pipe(v.number(), v.integer()),
  host: v.string(),
  since: v.number(),
});

/** Longer than a key request with the storing of its answer can take (the portal is given a minute). */
export const staleAfterMs = 3 * 60_000;

export function newHolder(): Holder {
  return { id: randomUUID(), pid: process.pid, host: hostname(), since: Date.now() };
}

/** Whether what the holder does can still be under way. */
export function isLive(holder: Holder, now = Date.now()): boolean {
  // A time in the future comes from a clock that was set back; it must not block forever.
  if (Math.abs(now - holder.since) >= staleAfterMs) return false;
  return holder.host !== hostname() || isRunning(holder.pid);
}

export interface WindowLock {
  release(): Promise<void>;
}

/**
 * Takes a lock that keeps the windows which share a folder from doing something at the same time: to request
 * keys, to ask the person. Undefined when another one holds it. A lock of a process that has died, or older
 * than three minutes, is taken over.
 */
export async function acquireWindowLock(
  folder: string,
  name: 'key-request' | 'pair-question' | 'start-notice',
  holder: Holder,
): Promise<WindowLock | undefined> {
  await fs.mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.lock`);
  const taken = (await create(file, holder)) || (await takeOver(file, holder));
  return taken ? { release: () => release(file, holder) } : undefined;
}

async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    await fs.writeFile(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The new lock is renamed over the stale one, so that there is no moment without a lock. */
async function takeOver(file: string, holder: Holder): Promise<boolean> {
  const found = await readHolder(file);
  if (!found) return create(file, holder);
  if (isLive(found)) return false;
  const draft = `${file}.${holder.id}`;
  return changing(file, found, async () => {
    await fs.writeFile(draft, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    await fs.rename(draft, file);
  });
}

async function release(file: string, holder: Holder): Promise<void> {
  await changing(file, holder, () => fs.rm(file, { force: true }));
}

/**
 * Changes the lock of one holder, unless it is no longer that holder's: whoever takes it over or releases
 * it has to create the claim on it first, so that only one of them can. True when it was changed.
 */
async function changing(file: string, of: Holder, change: () => Promise<void>): Promise<boolean> {
  const claim = `${file}.${of.id}.claim`;
  await removeAbandoned(claim);
  if (!(await create(claim, of))) return false;
  try {
    if ((await readHolder(file))?.id !== of.id) return false;
    await change();
    return true;
  } finally {
    await fs.rm(claim, { force: true });
  }
}

/** A claim is held for milliseconds; one that is minutes old is left from a process that died right then. */
async function removeAbandoned(claim: string): Promise<void> {
  const left = await fs.stat(claim).catch(() => undefined);
  if (left && Date.now() - left.mtimeMs >= staleAfterMs) await fs.rm(claim, { force: true });
}

/** Undefined when there is no lock. One that is still being written counts by its age alone. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const text = await fs.readFile(file, 'utf8');
    return parseHolder(text) ?? { id: 'unread', pid: 0, host: '', since: (await fs.stat(file)).mtimeMs };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const result = v.safeParse(holderSchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import * as v from 'valibot';

/** Who sends a key request: one click in one window. */
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

/** Longer than a request with the storing of its answer can take (the portal is given a minute). */
export const staleAfterMs = 3 * 60_000;

export function newHolder(): Holder {
  return { id: randomUUID(), pid: process.pid, host: hostname(), since: Date.now() };
}

/** Whether the holder's request can still be on its way. */
export function isLive(holder: Holder, now = Date.now()): boolean {
  // A time in the future comes from a clock that was set back; it must not block forever.
  if (Math.abs(now - holder.since) >= staleAfterMs) return false;
  return holder.host !== hostname() || isRunning(holder.pid);
}

export interface RequestLock {
  release(): Promise<void>;
}

/**
 * Takes the lock that keeps the windows of this machine from requesting keys at the same time.
 * Undefined when another window holds it. A lock of a process that has died, or older than three
 * minutes, is taken over.
 */
export async function acquireRequestLock(folder: string, holder: Holder): Promise<RequestLock | undefined> {
  await fs.mkdir(folder, { recursive: true });
  const file = path.join(folder, 'key-request.lock');
  if (!(await create(file, holder))) {
    const free = await removeStale(file, holder);
    if (!free || !(await create(file, holder))) return undefined;
  }
  return {
    async release() {
      if ((await readHolder(file))?.id === holder.id) await fs.rm(file, { force: true });
    },
  };
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

/**
 * Moves a stale lock away and looks at what was moved: when another window was quicker and it is that
 * window's new lock, it is put back. True when the place is free.
 */
async function removeStale(file: string, holder: Holder): Promise<boolean> {
  const found = await readHolder(file);
  if (found && isLive(found)) return false;
  const aside = `${file}.${holder.id}.stale`;
  try {
    await fs.rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true;
    throw error;
  }
  const moved = await readHolder(aside);
  const free = !moved || !isLive(moved);
  if (!free) await fs.copyFile(aside, file, fs.constants.COPYFILE_EXCL).catch(() => undefined);
  await fs.rm(aside, { force: true });
  return free;
}

/** Undefined when there is no lock. One that is still being written counts by its age alone. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const text = await fs.readFile(file, 'utf8');
    return parseHolder(text) ?? { id: '', pid: 0, host: '', since: (await fs.stat(file)).mtimeMs };
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

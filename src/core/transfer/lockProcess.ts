import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** A process, as it can be told from any other one on any machine. */
export interface ProcessIdentity {
  readonly host: string;
  /** See `bootId`. */
  readonly boot: string;
  /** The pid namespace; empty where there is none. Containers of one machine can share a name and a boot. */
  readonly namespace: string;
  readonly pid: number;
  /** When it began, in the system's own words; empty where it can't be told. Pids are used again. */
  readonly start: string;
}

/** Seconds that the time of the last boot may seem to move by while the clock is put right. */
const clockSlack = 10;

/** Names the time from the start of this machine to its next one: a file that was written in another may be torn. */
export function bootId(): string {
  const id = readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return id === '' ? `at ${String(Math.round(Date.now() / 1000 - uptime()))}` : id;
}

export function sameBoot(a: string, b: string): boolean {
  if (a === b) return true;
  const [first, second] = [bootTime(a), bootTime(b)];
  return first !== undefined && second !== undefined && Math.abs(first - second) <= clockSlack;
}

function bootTime(boot: string): number | undefined {
  const seconds = /^at (\d+)$/.exec(boot)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

export function thisProcess(): ProcessIdentity {
  return {
    host: hostname(),
    boot: bootId(),
    namespace: pidNamespace(),
    pid: process.pid,
    start: startOf(process.pid),
  };
}

/**
 * Whether the process runs still: `unknown` when it is not one of this machine (or container), or when pids are
 * all there is to tell processes by; then only its heartbeat can tell.
 * @param lastSign of its life, in milliseconds since 1970
 */
export function isRunning(other: ProcessIdentity, lastSign: number | undefined): boolean | 'unknown' {
  if (other.host !== hostname() || other.namespace !== pidNamespace()) return 'unknown';
  if (!sameBoot(other.boot, bootId())) {
    // Before this machine was started, or on another one of the same name, which would have given signs since.
    return lastSign !== undefined && lastSign < Date.now() - uptime() * 1000 ? false : 'unknown';
  }
  if (!exists(other.pid)) return false;
  return other.start === '' ? 'unknown' : startOf(other.pid) === other.start;
}

/** Whether it is this very process, perhaps another thread of it. */
export function isThisProcess(other: ProcessIdentity): boolean {
  const here = thisProcess();
  return (
    other.pid === here.pid &&
    other.host === here.host &&
    other.namespace === here.namespace &&
    other.start === here.start &&
    sameBoot(other.boot, here.boot)
  );
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There, and someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function pidNamespace(): string {
  return readOr('', () => readlinkSync('/proc/self/ns/pid'));
}

/** Field 22 of Linux's `/proc/PID/stat`, in ticks since the boot. The second field may hold spaces and brackets. */
function startOf(pid: number): string {
  return readOr('', () => {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  });
}

function readOr(otherwise: string, read: () => string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

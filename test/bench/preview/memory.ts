import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Bytes that the browser of a test's window holds. */
export interface BrowserMemory {
  /** Of JavaScript, in the process of the workbench and its webviews, after garbage was collected. */
  readonly heap: number;
  /** Resident, of the renderers. */
  readonly renderers: number;
  /** Resident, of the process that draws (WebGL by software). */
  readonly graphics: number;
}

/** Milliseconds for the browser to give back what its collector freed. */
const settling = 2000;

/** Collects garbage, then looks. Linux only. */
export async function browserMemory(page: Page): Promise<BrowserMemory> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('Memory.simulatePressureNotification', { level: 'critical' }).catch(() => undefined);
    await sleep(settling / 3);
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const processes = descendants(process.pid).map((id) => ({
    args: argumentsOf(id),
    resident: residentOf(id),
  }));
  const sum = (type: string) =>
    processes
      .filter(({ args }) => args.includes(`--type=${type}`))
      .reduce((bytes, { resident }) => bytes + resident, 0);
  return { heap: usedSize, renderers: sum('renderer'), graphics: sum('gpu-process') };
}

function descendants(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const below = (id: number): boolean => {
    const parent = parents.get(id);
    return parent !== undefined && (parent === root || below(parent));
  };
  return [...parents.keys()].filter(below);
}

function argumentsOf(id: number): string {
  return read(`/proc/${String(id)}/cmdline`).replaceAll('\0', ' ');
}

function residentOf(id: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${String(id)}/status`))?.[1] ?? 0) * 1024;
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

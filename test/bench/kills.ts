import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { labClient, type Lab } from '../lab/rgw';
import type { Scene } from './clients';
import type { FarCounts } from './far';
import { faultsOf } from './compare';
import { startFar, unlimited, type FarProcess } from './farProcess';
import { bytesKept, onePartEach } from './kept';
import { hcp } from './ours';
import { workOf, type Work, type WorkId } from './trees';
import { upload, type Digests } from './upload';

/** Slow enough that a download can be ended several times. */
const killLink = { roundTrip: 2, perConnection: unlimited, inAll: 150e6 };
/** Milliseconds after the start of a command, the shortest and the longest. */
const killAfter = [100, 2_500] as const;

/** What a series of downloads came to, each of which was ended with SIGKILL several times. */
export interface KillReport {
  readonly work: WorkId;
  readonly downloads: number;
  readonly kills: number;
  /** Bytes that came from the server beyond those of the work, headers and listings included; on average for each kill. */
  readonly againPerKill: number;
  readonly moments: readonly Moment[];
  /** Files that were wrong after the last run, or at their final path without being whole after a kill. */
  readonly wrong: readonly string[];
}

/** What one kill cost. */
export interface Moment {
  /** Open when it happened, those of listings and those that waited for work included. */
  readonly connections: number;
  /** Bytes that had come since the kill before it and were not kept, headers and listings included. */
  readonly lost: number;
  /** The most bytes that so many connections can have been at, each at one part. */
  readonly allowance: number;
}

interface Series {
  readonly lab: Lab;
  readonly work: Work;
  readonly digests: Digests;
  readonly far: FarProcess;
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** Downloads the work over and over, until it was ended `kills` times. */
export async function runKills(
  lab: Lab,
  id: WorkId,
  kills: number,
  folder: string,
  say: (line: string) => void,
): Promise<KillReport> {
  const work = workOf(id);
  const digests = await upload(lab, work);
  const far = await startFar(Number(new URL(lab.endpoint).port), killLink);
  const done: Download[] = [];
  try {
    for (let left = kills; left > 0; left -= done.at(-1)!.moments.length) {
      done.push(await downloadOnce({ lab, work, digests, far, folder, say }, left));
    }
  } finally {
    far.close();
  }
  const sum = (figure: (one: Download) => number) => done.reduce((all, one) => all + figure(one), 0);
  return {
    work: id,
    downloads: done.length,
    kills: sum((one) => one.moments.length),
    againPerKill: sum((one) => one.again) / kills,
    moments: done.flatMap((one) => one.moments),
    wrong: done.flatMap((one) => one.wrong),
  };
}

interface Download {
  readonly moments: readonly Moment[];
  readonly again: number;
  readonly wrong: readonly string[];
}

/** One download, ended at random moments, at most so many times, and gone on with until it is done. */
async function downloadOnce(series: Series, mostKills: number): Promise<Download> {
  const { work, digests, far, lab, say } = series;
  const base = await mkdtemp(path.join(series.folder, 'hcp-kills-'));
  const [folder, home] = [path.join(base, 'data'), path.join(base, 'home')];
  try {
    await mkdir(folder);
    await mkdir(home);
    const endpoint = `http://127.0.0.1:${String(far.port)}`;
    const scene: Scene = {
      lab,
      work,
      link: 'near',
      endpoint,
      folder,
      home,
      signer: () => labClient(lab, 'all'),
    };
    const before = (await far.counts()).down;
    const wrong: string[] = [];
    const moments: Moment[] = [];
    let [down, kept] = [before, 0];
    for (;;) {
      const connections = await runOnce(scene, far, moments.length < mostKills);
      if (connections === undefined) break;
      const counts = await quiet(far);
      const now = bytesKept(folder, work);
      const lost = counts.down - down - (now - kept);
      moments.push({ connections, lost, allowance: onePartEach(work, connections) });
      [down, kept] = [counts.down, now];
      wrong.push(...(await faultsOf(folder, work, undefined, true)));
    }
    wrong.push(...(await faultsOf(folder, work, digests)));
    const again = (await far.counts()).down - before - work.bytes;
    say(
      `(${work.id}) ${String(moments.length)} kills, ${(again / 1e6).toFixed(1)} MB again, ${String(wrong.length)} wrong`,
    );
    return { moments, again, wrong };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** The counts when all that was under way has come to its end. */
async function quiet(far: FarProcess): Promise<FarCounts> {
  for (;;) {
    const counts = await far.counts();
    if (counts.open === 0) return counts;
    await pause(10);
  }
}

/**
 * @returns how many connections it had when it was ended; undefined when it came to its own end before that
 * @throws Error when it fails by itself
 */
async function runOnce(scene: Scene, far: FarProcess, mayKill: boolean): Promise<number | undefined> {
  const { command, args, env } = await hcp('hcp', 'MD5').prepare(scene);
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-1_000)));
  const [shortest, longest] = killAfter;
  const moment = shortest + Math.random() * (longest - shortest);
  let counting: Promise<FarCounts> | undefined;
  const kill = () => {
    // Held while its connections are counted.
    child.kill('SIGSTOP');
    counting = far.counts().finally(() => child.kill('SIGKILL'));
  };
  const timer = mayKill ? setTimeout(kill, moment) : undefined;
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...how) => {
      resolve(how);
    });
  });
  clearTimeout(timer);
  const counted = await counting;
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`hcp get ended with code ${String(code)}: ${output}`);
  return code === 0 ? undefined : (counted?.open ?? 0);
}

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { partSize } from '../../src/core/transfer/largeFile';
import { labClient, type Lab } from '../lab/rgw';
import type { Scene } from './clients';
import { faultsOf } from './compare';
import { startFar, unlimited, type FarProcess } from './farProcess';
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
  /** The same for the download where it was most. */
  readonly mostAgainPerKill: number;
  /** One part for each connection that was open at the same time: what may be fetched again for each kill. */
  readonly allowance: number;
  /** Files that were wrong after the last run, or at their final path without being whole after a kill. */
  readonly wrong: readonly string[];
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
  let allowance: number;
  try {
    for (let left = kills; left > 0; left -= done.at(-1)!.kills) {
      done.push(await downloadOnce({ lab, work, digests, far, folder, say }, left));
    }
    allowance = (await far.counts()).mostOpen * partSize;
  } finally {
    far.close();
  }
  const sum = (figure: (one: Download) => number) => done.reduce((all, one) => all + figure(one), 0);
  const interrupted = done.filter((one) => one.kills > 0);
  return {
    work: id,
    downloads: done.length,
    kills: sum((one) => one.kills),
    againPerKill: sum((one) => one.again) / kills,
    allowance,
    mostAgainPerKill: Math.max(...interrupted.map((one) => one.again / one.kills)),
    wrong: done.flatMap((one) => one.wrong),
  };
}

interface Download {
  readonly kills: number;
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
    let kills = 0;
    while (!(await runOnce(scene, kills < mostKills))) {
      kills += 1;
      wrong.push(...(await faultsOf(folder, work, undefined, true)));
    }
    wrong.push(...(await faultsOf(folder, work, digests)));
    const again = (await far.counts()).down - before - work.bytes;
    say(
      `(${work.id}) ${String(kills)} kills, ${(again / 1e6).toFixed(1)} MB again, ${String(wrong.length)} wrong`,
    );
    return { kills, again, wrong };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** @returns whether it came to its end before it was ended @throws Error when it fails by itself */
async function runOnce(scene: Scene, mayKill: boolean): Promise<boolean> {
  const { command, args, env } = await hcp('hcp', 'MD5').prepare(scene);
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-1_000)));
  const [shortest, longest] = killAfter;
  const moment = shortest + Math.random() * (longest - shortest);
  const timer = mayKill ? setTimeout(() => child.kill('SIGKILL'), moment) : undefined;
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...how) => {
      resolve(how);
    });
  });
  clearTimeout(timer);
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`hcp get ended with code ${String(code)}: ${output}`);
  return code === 0;
}

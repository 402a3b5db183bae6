import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Lab } from '../lab/rgw';
import { workOf, type WorkId } from './trees';
import { upload } from './upload';

/** Delays of the thread that the engine is not in, during a download. */
export interface LoopReport {
  readonly work: WorkId;
  /** Milliseconds, of which one is the measure's own. */
  readonly p99: number;
  readonly max: number;
}

/** The setting's default. */
const connections = 64;

/** Downloads a work as the extension does, near. */
export async function measureLoop(lab: Lab, id: WorkId, folder: string): Promise<LoopReport> {
  const work = workOf(id);
  await upload(lab, work);
  const target = await mkdtemp(path.join(folder, 'hcp-loop-'));
  try {
    const { endpoint, bucket, users } = lab;
    const settings = { endpoint, bucket, pair: users.all, source: work.prefix, target, connections };
    const child = fork(path.join(__dirname, 'loopHost.ts'), [JSON.stringify(settings)], {
      execArgv: ['--import', 'tsx'],
    });
    const ended = once(child, 'exit').then(() => undefined);
    const message = await Promise.race([once(child, 'message'), ended]);
    if (message === undefined) throw new Error('The download did not come to its end.');
    await ended;
    const [delays] = message as [Omit<LoopReport, 'work'>];
    return { work: id, ...delays };
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

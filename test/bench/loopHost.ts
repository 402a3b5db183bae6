import * as path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as v from 'valibot';
import { HcpError } from '../../src/core/errors';
import type { JobSnapshot } from '../../src/core/transfer/jobs';
import { createEngineClient } from '../../src/core/transfer/workerClient';
import { projectFolder } from '../vscode/cache';

// A process of its own, which stands for the extension host: the engine is in its thread, this thread listens
// to the jobs, and its delays are measured.

const settingsSchema = v.object({
  endpoint: v.string(),
  bucket: v.string(),
  pair: v.object({ accessKeyId: v.string(), secretAccessKey: v.string() }),
  source: v.string(),
  target: v.string(),
  connections: v.number(),
});

/** Milliseconds between two looks at the clock; a delay is what they are apart. */
const resolution = 1;

async function measureLoop(settings: v.InferOutput<typeof settingsSchema>): Promise<void> {
  const { endpoint, bucket, pair, source, target, connections } = settings;
  const engine = createEngineClient({ file: path.join(projectFolder, 'dist/worker.js') }, () => ({
    keyPair: pair,
    address: { bucket, region: 'us-east-1', endpoint },
    network: { proxy: undefined, noProxy: [], ca: undefined },
    limits: { connections, bytesPerSecond: undefined },
  }));
  const ended = new Promise<JobSnapshot>((resolve) => {
    engine.onChange((job) => {
      if (job?.state === 'done' || job?.state === 'failed') resolve(job);
    });
  });
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  // The engine's thread does not keep a process alive, which the extension host does not need.
  const alive = setInterval(() => undefined, 60_000);
  await engine.start({ sources: [source], target, totals: undefined });
  const { state, summary } = await ended;
  histogram.disable();
  if (state !== 'done')
    throw summary?.stoppedBy ?? new HcpError('unexpected', { failed: summary?.failed ?? 0 });
  await engine.dispose();
  clearInterval(alive);
  process.send!({ p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 });
}

void measureLoop(v.parse(settingsSchema, JSON.parse(process.argv[2] ?? '')));

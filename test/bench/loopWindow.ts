import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import type { JobSnapshot } from '../../src/core/transfer/jobs';
import { createEngineClient } from '../../src/core/transfer/workerClient';
import { extensionId } from '../host/runner/session';

// Runs inside a real extension host: the engine is in its thread, the host's thread listens to the jobs as the
// Downloads view does, and its delays are measured.

const settingsSchema = v.object({
  endpoint: v.string(),
  bucket: v.string(),
  pair: v.object({ accessKeyId: v.string(), secretAccessKey: v.string() }),
  source: v.string(),
  target: v.string(),
  connections: v.number(),
  /** Where the delays go. */
  report: v.string(),
});

/** Milliseconds between two looks at the clock; a delay is what they are apart. */
const resolution = 1;

describe('the thread of the extension host', function () {
  this.timeout(240_000);

  it('is looked at during a download', async () => {
    const file = process.env.HCP_LOOP_SETTINGS ?? '';
    const settings = v.parse(settingsSchema, JSON.parse(readFileSync(file, 'utf8')));
    const { endpoint, bucket, pair, source, target, connections, report } = settings;
    const extension = vscode.extensions.getExtension(extensionId);
    if (!extension) throw new Error('The extension is not there.');
    await extension.activate();
    const worker = path.join(extension.extensionPath, 'dist/worker.js');
    const engine = createEngineClient({ file: worker }, () => ({
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
    await engine.start({ sources: [source], target, totals: undefined });
    const { state, summary } = await ended;
    histogram.disable();
    await engine.dispose();
    if (state !== 'done')
      throw summary?.stoppedBy ?? new HcpError('unexpected', { failed: summary?.failed ?? 0 });
    writeFileSync(
      report,
      JSON.stringify({
        p99: histogram.percentile(99) / 1e6,
        max: histogram.max / 1e6,
        vscode: vscode.version,
      }),
    );
  });
});

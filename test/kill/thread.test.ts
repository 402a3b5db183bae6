import assert from 'node:assert/strict';
import { join } from 'node:path';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { directNetwork } from '../../src/core/network/networkOptions';
import { createEngineClient, type EngineClient } from '../../src/core/transfer/workerClient';
import { ended, inState, until } from '../unit/core/transfer/engines';
import { connections, mostSent, Scene, source } from './scene';

const kills = Math.ceil(Number(process.env.HCP_KILLS ?? 10) / 10);

describe('a thread of the engine that dies', function () {
  this.timeout(240_000);
  let scene: Scene;
  let client: EngineClient;
  const threads: Worker[] = [];

  before(async () => {
    scene = await Scene.open();
    const keep = Worker.prototype.unref;
    mock.method(Worker.prototype, 'unref', function (this: Worker) {
      threads.push(this);
      keep.call(this);
    });
    const { bucket, region, s3Endpoint: endpoint, readyKeys } = scene.sandbox;
    client = createEngineClient({ file: join(__dirname, '../../dist/worker.js') }, () => ({
      keyPair: readyKeys,
      address: { bucket, region, endpoint },
      network: directNetwork,
      limits: { connections, bytesPerSecond: undefined },
    }));
  });
  after(async () => {
    await client.dispose();
    mock.restoreAll();
    await scene.close();
  });

  it('is told of, and another one goes on with its job', async () => {
    scene.beginRun();
    const { spec } = await client.start({ sources: [source], target: scene.target, totals: undefined });
    while (scene.kills < kills) {
      await scene.untilSent((0.6 + 0.4 * Math.random()) * mostSent, until(client, spec.id, ended));
      await threads.at(-1)?.terminate();
      const dead = await until(client, spec.id, inState('paused', 'done'));
      if (dead.state === 'done') break;
      scene.kills++;
      assert.equal(dead.reason?.code, 'unexpected');
      scene.beginRun();
      // The lock of a dead thread of a living process is only told by its silence.
      while (!client.jobs.some((job) => job.spec.id === spec.id && job.reason === undefined)) {
        await client.recover([scene.target]);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      client.resume(spec.id);
    }
    assert.equal((await until(client, spec.id, ended)).state, 'done');
    assert.ok(scene.kills > 0);
    await scene.assertWell();
  });
});

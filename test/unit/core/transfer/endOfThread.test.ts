import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import { createEngineClient } from '../../../../src/core/transfer/workerClient';
import { newFolder, removeFolders } from './support';

/** Answers nothing but its end. */
const silentThread = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, name }) => {
  if (name === 'dispose') parentPort.postMessage({ kind: 'reply', id, value: undefined });
});`;

describe('the end of the engine’s thread', () => {
  afterEach(removeFolders);

  it('leaves no call without an answer, and starts no other thread', async () => {
    const file = join(await newFolder(), 'thread.js');
    await writeFile(file, silentThread);
    let started = 0;
    const client = createEngineClient({ file, execArgv: [] }, () => {
      started++;
      const address = { bucket: 'b', region: 'us-east-1', endpoint: undefined };
      const limits = { connections: 1, bytesPerSecond: undefined };
      return { keyPair: undefined, address, network: directNetwork, limits };
    });
    const abort = new AbortController();
    const plan = client.plan(['r/'], '/nowhere', abort.signal);
    plan.catch(() => undefined);
    await Promise.all([client.dispose(), client.dispose()]);
    abort.abort();
    await assert.rejects(plan, { code: 'cancelled' });
    assert.equal(started, 1);
  });
});

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
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

/** Lists four jobs when it is asked to start one, notes what it is told, and dies when it is told to pause one. */
const mortalThread = (notes: string) => `
const { parentPort } = require('node:worker_threads');
const { appendFileSync } = require('node:fs');
const found = [];
let asked = 0;
const job = ([id, state]) => ({ spec: { id, target: '/data/' + id, sources: [] }, state, active: [] });
parentPort.on('message', ({ kind, id, name, args }) => {
  if (kind === 'configure') return;
  appendFileSync(${JSON.stringify(notes)}, [name, ...args.flat()].map(String).join(' ') + '\\n');
  if (name === 'start') {
    const states = { a: 'running', b: 'paused', c: 'failed', d: 'done' };
    parentPort.postMessage({ kind: 'jobs', jobs: Object.entries(states).map(job) });
  }
  if (name === 'recover') {
    // The lock of the last thread is still there when it is first asked for.
    if (++asked > 1) found.push(...args[0].map((target) => [target.slice(-1), 'paused']));
    parentPort.postMessage({ kind: 'jobs', jobs: found.map(job) });
  }
  if (name === 'pause') process.exit(1);
  if (kind === 'call') parentPort.postMessage({ kind: 'reply', id, value: undefined });
});`;

describe('the end of the engine’s thread', () => {
  afterEach(removeFolders);

  const clientOf = (file: string, onStart = () => 0) =>
    createEngineClient({ file, execArgv: [] }, () => {
      onStart();
      const address = { bucket: 'b', region: 'us-east-1', endpoint: undefined };
      const limits = { connections: 1, bytesPerSecond: undefined };
      return { keyPair: undefined, address, network: directNetwork, limits };
    });

  it('loses no unfinished job: the next thread looks for all of them before it is told anything of one', async () => {
    const folder = await newFolder();
    const [file, notes] = [join(folder, 'thread.js'), join(folder, 'notes')];
    await writeFile(file, mortalThread(notes));
    const client = clientOf(file);
    await client.start({ sources: [], target: '/data/a', totals: undefined });
    const ended = new Promise<void>((resolve) => client.onChange(() => resolve()));
    client.pause('a');
    await ended;
    assert.deepEqual(
      client.jobs.map(({ state, reason }) => [state, reason?.code]),
      [
        ['paused', 'unexpected'],
        ['paused', undefined],
        ['failed', undefined],
        ['done', undefined],
      ],
    );
    const told = async () => (await readFile(notes, 'utf8')).trim().split('\n');
    const untilTold = async (line: string) => {
      while (!(await told()).includes(line)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    client.resume('b');
    await untilTold('resume b');
    const listed = client.jobs.map(({ spec }) => spec.id);
    assert.deepEqual([...listed].sort(), ['a', 'b', 'c'], 'those that it has not found yet stay');
    client.remove('c');
    await untilTold('cancel c');
    const recovered = ['recover /data/b', 'recover /data/b', 'resume b', 'recover /data/c', 'cancel c'];
    assert.deepEqual((await told()).slice(2), recovered);
    await client.dispose();
  });

  it('leaves no call without an answer, and starts no other thread', async () => {
    const file = join(await newFolder(), 'thread.js');
    await writeFile(file, silentThread);
    let started = 0;
    const client = clientOf(file, () => started++);
    const abort = new AbortController();
    const plan = client.plan(['r/'], '/nowhere', abort.signal);
    plan.catch(() => undefined);
    await Promise.all([client.dispose(), client.dispose()]);
    abort.abort();
    await assert.rejects(plan, { code: 'cancelled' });
    assert.equal(started, 1);
  });
});

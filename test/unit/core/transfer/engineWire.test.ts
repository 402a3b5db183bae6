import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TransferEngine } from '../../../../src/core/transfer/jobs';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { closeEngines, closeHasher, delivered, openEngine, toEnd, until } from './engines';
import { newFolder, someBytes } from './support';
import { wireTo, type Wire } from './wire';

const mebi = 1024 * 1024;
const bodies: Readonly<Record<string, Buffer>> = {
  'HCP_1200/a': someBytes(40 * mebi),
  'HCP_1200/b': someBytes(3 * mebi),
  'HCP_1200/c': someBytes(1_000),
};

const partsAtOnce = 5;
/** The parts of the large file, and the other one. */
const bodiesAtOnce = partsAtOnce + 1;
/** That of the listing, which waits for the next request. */
const idle = 1;

/** What stands between the engine and the bucket, and counts connections as the server sees them. */
class Gate {
  readonly open = new Set<Socket>();
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async to(endpoint: string): Promise<Gate> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gate = new Gate(server, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.on('connection', (socket) => {
      const inner = connect(Number(new URL(endpoint).port), '127.0.0.1');
      gate.open.add(socket);
      socket.pipe(inner).on('error', () => socket.destroy());
      inner.pipe(socket).on('error', () => inner.destroy());
      socket.on('close', () => {
        gate.open.delete(socket);
        inner.destroy();
      });
      inner.on('close', () => socket.destroy());
    });
    return gate;
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }
}

describe('the engine on the wire', () => {
  let sandbox: Sandbox;
  let gate: Gate;
  let wire: Wire;
  let engine: TransferEngine;
  let target: string;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent(bodies) });
  });
  after(async () => {
    await sandbox.close();
    await closeHasher();
  });
  beforeEach(async () => {
    await sandbox.control.reset();
    gate = await Gate.to(sandbox.s3Endpoint);
    wire = wireTo({ ...sandbox, s3Endpoint: gate.endpoint }, 2_000);
    engine = openEngine({ ...wire.options, limits: { connections: 12, bytesPerSecond: undefined } });
    target = await newFolder();
  });
  afterEach(async () => {
    await closeEngines();
    wire.close();
    gate.close();
  });

  /** Bodies that were asked for. */
  const busy = () => sandbox.control.requests().filter(({ operation }) => operation === 'get').length;

  /** A job whose bodies arrive so slowly that all of them are under way, but for the small one. */
  async function slowly(): Promise<string> {
    sandbox.control.addFault({
      server: 'bucket',
      operation: 'get',
      pattern: '/[ab]$',
      kind: 'drip',
      bytesPerSecond: 100_000,
    });
    const { spec } = await engine.start({ sources: ['HCP_1200/'], target, totals: undefined });
    await until(engine, spec.id, ({ arrived }) => arrived.length === 1);
    while (busy() < bodiesAtOnce + 1) await new Promise((resolve) => setTimeout(resolve, 10));
    return spec.id;
  }
  /** @param stay connections that may be open after a second */
  const assertFreed = async (stay = idle) => {
    const begun = performance.now();
    while (gate.open.size > stay) {
      assert.ok(performance.now() - begun < 1_000, `${String(gate.open.size)} are open still`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const assertWhole = async () => {
    for (const [key, body] of Object.entries(bodies)) {
      assert.ok(body.equals(await readFile(join(target, key))), key);
    }
    assert.deepEqual(await delivered(target), Object.keys(bodies));
  };

  it('frees its connections within a second when a job is cancelled, as the server sees it', async () => {
    const id = await slowly();
    engine.cancel(id);
    await assertFreed();
    assert.equal((await toEnd(engine, id)).state, 'cancelled');
    assert.deepEqual(await delivered(target), ['HCP_1200/c']);
  });

  it('frees them when it is paused, and goes on with what is missing', async () => {
    const id = await slowly();
    engine.pause(id);
    await assertFreed();
    const asked = busy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(busy(), asked, 'nothing is asked for while it is paused');
    sandbox.control.clearFaults();
    engine.resume(id);
    assert.equal((await toEnd(engine, id)).state, 'done');
    await assertWhole();
  });

  it('frees those of one file that is cancelled, and no others', async () => {
    const id = await slowly();
    const open = gate.open.size;
    engine.cancelFile(id, 'HCP_1200/a');
    await assertFreed(open - partsAtOnce);
    assert.ok(gate.open.size > 0);
    sandbox.control.clearFaults();
    engine.pause(id);
    engine.resume(id);
    const { state, summary } = await toEnd(engine, id);
    assert.deepEqual([state, summary.files, summary.dropped], ['done', 2, 1]);
    assert.deepEqual(await delivered(target), ['HCP_1200/b', 'HCP_1200/c']);
  });

  it('cancels within a second when a low limit of bandwidth makes all bodies wait', async () => {
    engine.setLimits({ connections: 12, bytesPerSecond: 50_000 });
    const { spec } = await engine.start({ sources: ['HCP_1200/'], target, totals: undefined });
    await until(engine, spec.id, ({ progress }) => (progress?.connections ?? 0) >= 3);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const begun = performance.now();
    engine.cancel(spec.id);
    assert.equal((await toEnd(engine, spec.id)).state, 'cancelled');
    assert.ok(performance.now() - begun < 1_000);
  });

  it('keeps to a low limit of bandwidth without taking its own waiting for a stall', async () => {
    engine.setLimits({ connections: 12, bytesPerSecond: 400_000 });
    const { spec } = await engine.start({ sources: ['HCP_1200/b'], target, totals: undefined });
    const begun = performance.now();
    const { state, summary } = await toEnd(engine, spec.id);
    const seconds = (performance.now() - begun) / 1_000;
    assert.deepEqual([state, summary.failed], ['done', 0]);
    const rate = (3 * mebi) / seconds;
    assert.ok(rate < 480_000 && rate > 320_000, `${String(rate)} bytes a second`);
    const asked = sandbox.control.requests().filter(({ operation }) => operation === 'get').length;
    assert.equal(asked, 1, 'no request was given up');
  });

  it('goes on after all connections were cut at once, and after a restart of the bucket', async () => {
    const id = await slowly();
    for (const socket of gate.open) socket.destroy();
    await sandbox.control.stop('bucket');
    await until(engine, id, ({ offline }) => offline);
    sandbox.control.clearFaults();
    await sandbox.control.start('bucket');
    const { state, summary } = await toEnd(engine, id);
    assert.deepEqual([state, summary.failed], ['done', 0]);
    await assertWhole();
  });
});

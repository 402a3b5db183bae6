import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { countedBody } from '../../../../src/core/bucket/body';
import type { ObjectStore } from '../../../../src/core/bucket/objectStore';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { bytesOf, startOtherBucket, storeOn, type OtherBucket } from './fixture';

const key = 'HCP_1200/large';
const size = 4_000_000;

describe('the bucket: bodies on their way', () => {
  let sandbox: Sandbox;
  let store: ObjectStore & { dispose(): void };
  before(async () => {
    sandbox = await startSandbox({ content: smallContent({ [key]: Buffer.alloc(size, 'HCP ') }) });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    store = storeOn(sandbox, { stallAfter: 300 });
  });
  afterEach(() => {
    store.dispose();
  });

  it('notices a body that is cut off', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'dropAfter', bytes: 100_000 });
    const body = await store.read(key);
    const error = await refused(bytesOf(body), 'bucket.unreachable');
    assert.equal(error.retryable, true);
  });

  it('notices a body that ends before its announced length', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'wrongLength', length: 'long' });
    await refused(bytesOf(await store.read(key)), 'bucket.unreachable');
  });

  it('refuses a length other than the one of the range', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'wrongLength', length: 'short' });
    await refused(store.read(key, { range: { start: 0, end: 10_000 } }), 'bucket.protocol');
  });

  it('notices a body that stops arriving', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'stallAfter', bytes: 100_000 });
    const body = await store.read(key);
    const started = Date.now();
    await refused(bytesOf(body), 'transfer.stalled', { seconds: 0.3 });
    assert.ok(Date.now() - started < 2_000);
  });

  it('lets a slow body and a slow reader take their time', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'drip', bytesPerSecond: 1_000 });
    const dripping = await store.read(key, { range: { start: 0, end: 700 } });
    assert.equal((await bytesOf(dripping)).length, 700);
    sandbox.control.clearFaults();
    let received = 0;
    let pauses = 0;
    for await (const chunk of (await store.read(key)).chunks) {
      received += chunk.length;
      if (pauses++ < 2) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.equal(received, size);
  });

  it('is cancelled at once, in the middle of a body', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: 'large', kind: 'stallAfter', bytes: 100_000 });
    const patient = storeOn(sandbox, { stallAfter: 60_000 });
    const stop = new AbortController();
    const body = await patient.read(key, {}, stop.signal);
    const work = bytesOf(body);
    setTimeout(() => {
      stop.abort();
    }, 50);
    const started = Date.now();
    await refused(work, 'cancelled');
    assert.ok(Date.now() - started < 1_000);
    patient.dispose();
  });

  it('is cancelled at once before the answer', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '', kind: 'delay', milliseconds: 60_000 });
    const stop = new AbortController();
    const work = store.list({ prefix: 'HCP_1200/' }, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await refused(work, 'cancelled');
    await refused(store.read(key, {}, AbortSignal.abort()), 'cancelled');
  });
});

describe('the bucket: connections of bodies that nobody reads to the end', () => {
  let bucket: OtherBucket;
  let closed: Promise<unknown>;
  const stop = new AbortController();
  before(async () => {
    bucket = await startOtherBucket((_request, response) => {
      const headers = {
        etag: '"e"',
        'last-modified': new Date(0).toUTCString(),
        'content-length': '9000000',
      };
      response.writeHead(200, headers).write(Buffer.alloc(100_000));
    });
  });
  after(() => {
    bucket.close();
  });
  beforeEach(() => {
    closed = new Promise((resolve) => {
      bucket.server.once('connection', (socket) => socket.once('close', resolve));
    });
  });

  it('are freed when the reader leaves early', async () => {
    for await (const chunk of (await bucket.store.read(key)).chunks) {
      assert.ok(chunk.length > 0);
      break;
    }
    await closed;
  });

  it('are freed when it is cancelled unread', async () => {
    const body = await bucket.store.read(key, {}, stop.signal);
    stop.abort();
    await closed;
    await refused(bytesOf(body), 'cancelled');
  });

  it('are freed when nobody begins to read', async () => {
    const body = await bucket.store.read(key);
    await closed;
    await refused(bytesOf(body), 'transfer.stalled');
  });
});

describe('a counted body', () => {
  const silent = () => new Readable({ read: () => undefined });

  it('destroys its stream when it is cancelled, read or unread', async () => {
    for (const early of [true, false]) {
      const stop = new AbortController();
      const stream = silent();
      const chunks = countedBody(stream, { length: 1, stallAfter: 60_000, signal: stop.signal });
      const next = early ? chunks[Symbol.asyncIterator]().next() : undefined;
      stop.abort();
      assert.ok(stream.destroyed);
      await refused(next ?? chunks[Symbol.asyncIterator]().next(), 'cancelled');
    }
  });

  it('counts its bytes', async () => {
    for (const length of [2, 4]) {
      const chunks = countedBody(Readable.from([Buffer.from('abc')]), { length, stallAfter: 60_000 });
      const work = (async () => {
        for await (const chunk of chunks) assert.ok(chunk.length > 0);
      })();
      await refused(work, 'transfer.size', { expected: length, received: 3 });
    }
  });
});

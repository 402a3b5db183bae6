import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createObjectFetcher } from '../../../../src/core/bucket/objectFetcher';
import type { BucketAddress, ObjectBody, ReadRequest } from '../../../../src/core/bucket/objectStore';
import { directNetwork, type NetworkOptions } from '../../../../src/core/network/networkOptions';
import { refused } from '../refused';
import { headOf, startOddServer, until, type OddServer } from './oddServer';
import { fetchAll, type Fallback, type Fetcher } from './wireFixture';

const lastModified = new Date(0);
const pair = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) };
const whole = { key: 'HCP_1200/x', size: 3, ifMatch: 'e' };
const odd = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n';

/** Reads that the fallback was asked for. */
interface Asked {
  readonly key: string;
  readonly request: ReadRequest | undefined;
  readonly signal: AbortSignal | undefined;
}

describe('the fetcher: its ways', () => {
  let server: OddServer;
  let fetcher: Fetcher;
  let address: Partial<BucketAddress>;
  let network: NetworkOptions;
  let disposed: number;
  let found: (asked: Asked) => Promise<Partial<ObjectBody>>;
  const asked: Asked[] = [];
  const never = () => new AbortController().signal;
  const chunks = async function* (...texts: readonly string[]) {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  };

  beforeEach(async () => {
    asked.splice(0);
    [address, network, disposed] = [{}, directNetwork, 0];
    found = () => Promise.resolve({});
    server = await startOddServer((_, socket) => socket.write(`${headOf(3)}abc`));
    const fallback: Fallback = {
      async read(key, request, signal) {
        asked.push({ key, request, signal });
        const rest = await found({ key, request, signal });
        return { etag: 'e', length: 3, totalSize: 3, lastModified, chunks: chunks('a', 'bc'), ...rest };
      },
      dispose: () => disposed++,
    };
    fetcher = createObjectFetcher({
      address: () => ({
        bucket: 'hcp-openaccess',
        region: 'us-east-1',
        endpoint: server.endpoint,
        ...address,
      }),
      keyPair: () => Promise.resolve(pair),
      network: () => network,
      fallback,
    });
  });
  afterEach(() => {
    fetcher.dispose();
    server.close();
  });

  it('asks the fallback for the same bytes of the same object where an answer is odd', async () => {
    server.answer = (_, socket) => socket.write(odd);
    const { body, head } = await fetchAll(fetcher, whole);
    assert.deepEqual([body.toString(), head], ['abc', { etag: 'e', totalSize: 3, lastModified }]);
    found = () => Promise.resolve({ totalSize: 300 });
    await fetchAll(fetcher, { ...whole, size: 300, range: { start: 10, end: 13 } });
    assert.deepEqual(
      asked.map(({ key, request }) => ({ key, request })),
      [
        { key: 'HCP_1200/x', request: { ifMatch: 'e' } },
        { key: 'HCP_1200/x', request: { ifMatch: 'e', range: { start: 10, end: 13 } } },
      ],
    );
  });

  it('takes no object of another size from it, and ends its read', async () => {
    server.answer = (_, socket) => socket.write(odd);
    found = () => Promise.resolve({ totalSize: 4 });
    await refused(fetchAll(fetcher, whole), 'bucket.protocol', { reason: 'another size' });
    assert.equal(asked[0]?.signal?.aborted, true);
  });

  it('ends the fallback’s read when it is cancelled, and leaves nothing on the signal', async () => {
    server.answer = (_, socket) => socket.write(odd);
    const cancelled = new AbortController();
    found = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('ended'));
        });
        cancelled.abort();
      });
    await refused(fetchAll(fetcher, whole, cancelled.signal), 'cancelled');
    found = () => Promise.resolve({});
    const kept = new AbortController();
    for (let index = 0; index < 3; index++) await fetchAll(fetcher, whole, kept.signal);
    server.answer = (_, socket) => socket.write(`${headOf(3)}abc`);
    for (let index = 0; index < 3; index++) await fetchAll(fetcher, whole, kept.signal);
    assert.equal(getEventListeners(kept.signal, 'abort').length, 0);
    assert.equal(asked.length, 4);
  });

  it('sends nothing when it was cancelled before', async () => {
    await refused(fetchAll(fetcher, whole, AbortSignal.abort()), 'cancelled');
    assert.equal(server.requests, 0);
  });

  it('tells of a release that is denied', async () => {
    server.answer = (_, socket) => socket.write(odd);
    const denied = Object.assign(new Error('no'), {
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    found = () => Promise.reject(denied);
    const key = 'HCP_Retest/x';
    await refused(fetchAll(fetcher, { ...whole, key }), 'bucket.denied', { datasetId: 'HCP_Retest' });
  });

  it('says that the bucket is away when connections end before they answer', async () => {
    server.answer = (_, socket) => socket.end();
    await refused(fetchAll(fetcher, whole), 'bucket.unreachable', { reason: 'ECONNRESET' });
    assert.equal(asked.length, 0);
  });

  const changes: readonly (readonly [string, () => void])[] = [
    ['another bucket', () => (address = { bucket: 'another-bucket' })],
    ['another region', () => (address = { region: 'eu-west-1' })],
    ['another network', () => (network = { ...directNetwork, noProxy: ['example.org'] })],
  ];
  for (const [what, change] of changes) {
    it(`goes another way for ${what}, and ends what is under way`, async () => {
      let waiting = 0;
      server.answer = () => waiting++;
      const before = fetcher.fetch(whole, () => undefined, never());
      const ended = refused(before, 'bucket.unreachable', { reason: 'dropped' });
      await until(() => waiting === 1);
      server.answer = (_, socket) => socket.write(`${headOf(3)}abc`);
      change();
      await fetchAll(fetcher, whole);
      await ended;
      await fetchAll(fetcher, whole);
      assert.equal(server.connections, 2, 'the new way is kept');
    });
  }

  it('goes through the fallback where there is a proxy', async () => {
    network = { ...directNetwork, proxy: 'http://127.0.0.1:1' };
    address = { endpoint: undefined };
    await fetchAll(fetcher, whole);
    assert.equal(asked.length, 1);
    address = {};
    await fetchAll(fetcher, whole);
    assert.deepEqual([asked.length, server.requests], [1, 1]);
  });

  it('lets go of the fallback’s connections with its own, and ends as cancelled when it is closed', async () => {
    fetcher.dropConnections();
    assert.equal(disposed, 1);
    fetcher.dispose();
    let waiting = 0;
    server.answer = () => waiting++;
    const ended = refused(fetchAll(fetcher, whole), 'cancelled');
    await until(() => waiting === 1);
    fetcher.dispose();
    await ended;
    await until(() => server.open === 0);
  });
});

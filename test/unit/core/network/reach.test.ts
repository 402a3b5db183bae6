import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { createObjectFetcher } from '../../../../src/core/bucket/objectFetcher';
import type { BucketAddress } from '../../../../src/core/bucket/objectStore';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import { directNetwork, type NetworkOptions } from '../../../../src/core/network/networkOptions';
import { bytesOf } from '../bucket/fixture';
import { fetchAll, noFallback } from '../bucket/wireFixture';
import { refused } from '../refused';
import { makeCertificates } from './certificateFixture';
import { startProxy, type ConnectProxy } from './proxyFixture';

const amazon = 'hcp-openaccess.s3.us-east-1.amazonaws.com';
const body = Buffer.alloc(300_000, 'HCP ');
const request = { key: 'HCP_1200/x', size: body.length, ifMatch: 'e' };
const keyPair = () =>
  Promise.resolve({ accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) });
const password = 'p:ss/wörd';
const authorization = `Basic ${Buffer.from(`anna:${password}`).toString('base64')}`;

const listing =
  '<?xml version="1.0"?><ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>';

describe('the way to the bucket', () => {
  const { ca, cert, key } = makeCertificates([amazon, 'localhost'], ['127.0.0.1']);
  const seen: {
    host: string | undefined;
    servername: unknown;
    path: string | undefined;
    resumed: boolean;
  }[] = [];
  const server = createServer({ cert, key }, (incoming, response) => {
    const socket = incoming.socket as TLSSocket & { servername?: string };
    const { url: path, headers } = incoming;
    seen.push({ host: headers.host, servername: socket.servername, path, resumed: socket.isSessionReused() });
    if (path?.includes('list-type')) response.end(listing);
    else {
      const head = { etag: '"e"', 'last-modified': new Date(0).toUTCString(), 'content-length': body.length };
      response.writeHead(200, head).end(body);
    }
  });
  let port = 0;
  let proxy: ConnectProxy;
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    seen.length = 0;
    proxy = await startProxy(port, authorization);
  });
  afterEach(() => {
    proxy.close();
  });

  function open(network: NetworkOptions, endpoint: string | undefined, alone = false) {
    const address = (): BucketAddress => ({ bucket: 'hcp-openaccess', region: 'us-east-1', endpoint });
    const store = createS3ObjectStore({ address, keyPair, network: () => network, maxAttempts: 1 });
    const fallback = alone ? noFallback : store;
    const fetcher = createObjectFetcher({ address, keyPair, network: () => network, fallback });
    const dispose = () => {
      fetcher.dispose();
      store.dispose();
    };
    return { store, fetcher, dispose };
  }
  const proxied = (user: string): NetworkOptions => ({
    proxy: `http://${user}127.0.0.1:${String(proxy.port)}`,
    noProxy: [],
    ca: [ca],
  });
  const anna = () => proxied(`anna:${encodeURIComponent(password)}@`);

  it('is TLS with the certificates that are given, and resumes its sessions', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const { fetcher, store, dispose } = open(
        { ...directNetwork, ca: [ca] },
        `https://${host}:${String(port)}`,
        true,
      );
      assert.ok((await fetchAll(fetcher, request)).body.equals(body));
      fetcher.dropConnections();
      assert.ok((await fetchAll(fetcher, request)).body.equals(body));
      assert.ok((await bytesOf(await store.read(request.key))).equals(body));
      dispose();
      assert.deepEqual(
        seen.slice(-3, -1).map(({ resumed }) => resumed),
        [false, true],
      );
    }
    assert.deepEqual(
      seen.map(({ servername }) => servername),
      [...Array<string>(3).fill('localhost'), ...Array<boolean>(3).fill(false)],
    );
  });

  it('is not taken with a certificate that nobody vouches for, or of another name', async () => {
    const unknown = open(directNetwork, `https://localhost:${String(port)}`);
    await refused(fetchAll(unknown.fetcher, request), 'bucket.unreachable');
    await refused(unknown.store.read(request.key), 'bucket.unreachable');
    unknown.dispose();
    const other = open({ ...directNetwork, ca: [ca] }, `https://127.0.0.2:${String(port)}`);
    await refused(fetchAll(other.fetcher, request), 'bucket.unreachable');
    other.dispose();
    assert.deepEqual(seen, []);
  });

  it('goes through a proxy, with its user name and password, to AWS', async () => {
    const { fetcher, store, dispose } = open(anna(), undefined);
    assert.ok((await fetchAll(fetcher, request)).body.equals(body));
    assert.deepEqual((await store.list({ prefix: 'HCP_1200/' })).objects, []);
    dispose();
    assert.ok(proxy.asked.length > 0 && proxy.asked.every((target) => target === `${amazon}:443`));
    assert.ok(seen.every(({ host, servername }) => host === amazon && servername === amazon));
    assert.equal(seen[0]?.path?.split('?')[0], '/HCP_1200/x');
  });

  it('verifies the bucket behind a proxy as well', async () => {
    const { fetcher, dispose } = open({ ...anna(), ca: undefined }, undefined);
    await refused(fetchAll(fetcher, request), 'bucket.unreachable');
    dispose();
    assert.deepEqual(seen, []);
  });

  it('says that the proxy refuses, and never its password', async () => {
    for (const [network, status] of [
      [proxied('anna:wrong@'), undefined],
      [anna(), 403],
      [anna(), 503],
    ] as const) {
      proxy.refuseWith = status;
      const { fetcher, store, dispose } = open(network, undefined);
      const reason = `PROXY_${String(status ?? 407)}`;
      for (const ask of [() => fetchAll(fetcher, request), () => store.list({ prefix: '' })]) {
        const error = await refused(ask(), 'bucket.unreachable', { reason });
        const shown = inspect(error, { depth: 20, showHidden: true, maxStringLength: 100_000 });
        for (const secret of ['p:ss', encodeURIComponent(password), 'wrong', authorization]) {
          assert.ok(!shown.includes(secret));
        }
      }
      dispose();
    }
  });

  it('never leads to this machine through a proxy', async () => {
    const { fetcher, dispose } = open(anna(), `https://localhost:${String(port)}`, true);
    assert.ok((await fetchAll(fetcher, request)).body.equals(body));
    dispose();
    assert.deepEqual(proxy.asked, []);
  });
});

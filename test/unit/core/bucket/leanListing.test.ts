import assert from 'node:assert/strict';
import { createLeanListing, type LeanListing } from '../../../../src/core/bucket/leanListing';
import type { BucketAddress, ListRequest } from '../../../../src/core/bucket/objectStore';
import { toRefusal } from '../../../../src/core/bucket/refusal';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import { makeCertificates, type Certificates } from '../network/certificateFixture';
import { startOddServer, until, type Answerer, type OddServer } from './oddServer';

const pair = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) };
const xml =
  '<ListBucketResult><Name>hcp-openaccess</Name><IsTruncated>false</IsTruncated>' +
  '<CommonPrefixes><Prefix>HCP/a/</Prefix></CommonPrefixes></ListBucketResult>';
const page = { objects: [], prefixes: ['HCP/a/'], next: undefined };
const answerOf = (status: string, body: string, length = body.length) =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${String(length)}\r\n\r\n${body}`;

const right: Answerer = (_, socket) => socket.write(answerOf('200 OK', xml));

describe('listing without the SDK', () => {
  let certificates: Certificates;
  let server: OddServer;
  let listing: LeanListing;
  const heads: string[] = [];

  const open = (change: Partial<BucketAddress> = {}, network = directNetwork) => {
    const address = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: server.endpoint, ...change };
    return createLeanListing(address, network);
  };
  const list = (request: Partial<ListRequest> = {}, signal?: AbortSignal) =>
    listing.list({ prefix: 'HCP/', ...request }, pair, signal);
  const start = async (answer: Answerer, secure?: Certificates) => {
    server = await startOddServer((head, socket, index) => {
      heads.push(head);
      answer(head, socket, index);
    }, secure);
    listing = open({}, { ...directNetwork, ...(secure && { ca: [secure.ca] }) })!;
  };

  before(() => {
    certificates = makeCertificates([], ['127.0.0.1']);
  });
  beforeEach(() => heads.splice(0));
  afterEach(() => {
    listing.dispose();
    server.close();
  });

  it('tells that the bucket is busy, and for how long, without asking twice', async () => {
    for (const [status, retryAfter] of [
      ['503 Slow Down', 7],
      ['429 Too Many Requests', 7],
    ] as const) {
      heads.splice(0);
      await start((_, socket) =>
        socket.write(`HTTP/1.1 ${status}\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n`),
      );
      const error = await list().then(() => assert.fail(), toRefusal);
      assert.deepEqual([error.code, error.facts.retryAfter, heads.length], ['bucket.busy', retryAfter, 1]);
      listing.dispose();
      server.close();
    }
  });

  it('asks for a page, signed, and reads it', async () => {
    await start(right);
    assert.deepEqual(
      await list({ delimiter: '/', from: 'to/ken+', startAfter: 'HCP/ä b', maxKeys: 7 }),
      page,
    );
    const [line, ...headers] = heads[0]?.split('\r\n') ?? [];
    assert.equal(
      line,
      'GET /hcp-openaccess?continuation-token=to%2Fken%2B&delimiter=%2F&encoding-type=url&list-type=2' +
        '&max-keys=7&prefix=HCP%2F&start-after=HCP%2F%C3%A4%20b HTTP/1.1',
    );
    const sent = headers.join('\n').toLowerCase();
    assert.match(sent, new RegExp(`^host: ${new URL(server.endpoint).host}$`, 'm'));
    assert.match(sent, /^x-amz-content-sha256: unsigned-payload$/m);
    assert.match(sent, /^user-agent: hcp-explorer$/m);
    assert.match(
      sent,
      /^authorization: aws4-hmac-sha256 credential=akiaexampleexample00\/\d{8}\/us-east-1\/s3\//m,
    );
    await list();
    assert.match(heads[1] ?? '', /^GET \/hcp-openaccess\?encoding-type=url&list-type=2&prefix=HCP%2F HTTP/);
  });

  it('keeps its connection, until it is let go', async () => {
    await start(right);
    for (let index = 0; index < 3; index++) assert.deepEqual(await list(), page);
    assert.deepEqual([server.connections, server.open], [1, 1]);
    listing.dispose();
    await until(() => server.open === 0);
  });

  it('trusts only certificates of authorities that it knows', async () => {
    await start(right, certificates);
    assert.deepEqual(await list(), page);
    const stranger = open()!;
    await assert.rejects(stranger.list({ prefix: 'HCP/' }, pair, undefined), {
      code: /UNABLE_TO_VERIFY|SELF_SIGNED/,
    });
    assert.equal(heads.length, 1, 'nothing was sent to the stranger');
  });

  it('leaves to the SDK what is not a plain page, and frees the connection', async () => {
    const bodies = [answerOf('403 Forbidden', xml), answerOf('206 Partial Content', xml)];
    for (const body of bodies) {
      await start((_, socket) => socket.write(body));
      assert.equal(await list(), undefined);
      await until(() => server.open === 0);
      server.close();
    }
    await start((_, socket) => socket.write(answerOf('200 OK', '<html>A page</html>')));
    assert.equal(await list(), undefined);
  });

  it('reads no more than 16 MB', async () => {
    let sent = 0;
    await start((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n');
      const piece = Buffer.alloc(1024 * 1024, ' ');
      const more = () => {
        while (!socket.destroyed && sent < 800) {
          sent++;
          if (!socket.write(piece)) return;
        }
      };
      socket.on('drain', more);
      more();
    });
    assert.equal(await list(), undefined);
    await until(() => server.open === 0);
    assert.ok(sent < 60, `${String(sent)} MB were sent`);
  });

  it('takes the end of a kept connection for nothing, and that of a new one for what it is', async () => {
    await start((_, socket, index) => {
      if (index === 0) socket.write(answerOf('200 OK', xml));
      else socket.resetAndDestroy();
    });
    assert.deepEqual(await list(), page);
    assert.equal(await list(), undefined, 'the SDK asks again');
    server.answer = (_, socket) => socket.resetAndDestroy();
    await assert.rejects(list(), { code: 'ECONNRESET' });
  });

  it('tells what is wrong with a kept connection that answers nonsense', async () => {
    await start((_, socket, index) =>
      socket.write(index === 0 ? answerOf('200 OK', xml) : 'nonsense\r\n\r\n'),
    );
    assert.deepEqual(await list(), page);
    await assert.rejects(list(), { code: /^HPE_/ });
  });

  it('takes no half of an answer for a whole one', async () => {
    await start((_, socket) => socket.end(answerOf('200 OK', xml, xml.length + 5)));
    await assert.rejects(list(), { code: 'ECONNRESET' });
  });

  it('ends when it is cancelled', async () => {
    const cancelled = new AbortController();
    await start(() => {
      cancelled.abort();
    });
    await assert.rejects(list({}, cancelled.signal), { name: 'AbortError' });
    await until(() => server.open === 0);
  });

  it('leaves to the SDK a prefix that can’t be sent, and addresses of other forms', async () => {
    await start(right);
    assert.equal(await list({ prefix: 'HCP/\ud800' }), undefined);
    assert.equal(heads.length, 0);
    assert.equal(open({ bucket: 'Under_score' }), undefined);
    assert.equal(open({ endpoint: undefined }, { ...directNetwork, proxy: 'http://127.0.0.1:1' }), undefined);
    assert.notEqual(open({ endpoint: undefined }), undefined);
  });
});

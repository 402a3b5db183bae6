import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createTransport, type Transport } from '../../../../src/core/portal/transport';
import { makeCertificates } from '../network/certificateFixture';
import { refused } from '../refused';
import { html, startOddPortal, type OddPortal, type Routes } from './oddPortal';

describe('the portal: transport', () => {
  let odd: OddPortal;
  let lines: string[];
  afterEach(() => odd.close());

  async function start(routes: Routes): Promise<Transport> {
    odd = await startOddPortal(routes);
    lines = [];
    const address = new URL(`${odd.url}/`);
    return createTransport({ address: () => address, fetch, log: (line) => lines.push(line) });
  }

  it('gives up after its time limit, before and in the middle of an answer', async () => {
    const transport = await start({
      'GET /silent': () => undefined,
      'GET /slow': (response) => response.writeHead(200).write('begun'),
    });
    const facts = { reason: 'timeout', sent: 'maybe' };
    await refused(transport.call('/silent', { timeLimit: 100 }), 'portal.unreachable', facts);
    await refused(transport.call('/slow', { timeLimit: 100 }), 'portal.unreachable', facts);
    const answer = await transport.call('/slow', { timeLimit: 100, acceptBroken: true });
    assert.deepEqual([answer.text, answer.broken], ['begun', true]);
  });

  it('gives up an answer that drips without end', async () => {
    const transport = await start({
      'GET /drip': (response) => {
        const drip = setInterval(() => response.write('.'), 10);
        response.once('close', () => {
          clearInterval(drip);
        });
      },
    });
    const facts = { reason: 'timeout' };
    await refused(transport.call('/drip', { timeLimit: 200 }), 'portal.unreachable', facts);
  });

  it('gives up an answer above 5 MB, also one that unpacks to it', async () => {
    const facts = { reason: 'answer too long' };
    let sent = 0;
    const transport = await start({
      'GET /endless': (response) => {
        const piece = Buffer.alloc(100_000, 'x');
        const more = () => {
          while (!response.destroyed && response.write(piece)) sent += piece.length;
        };
        response.on('drain', more);
        more();
      },
      'GET /packed': (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
      },
      'GET /fits': html('x'.repeat(5_000_000)),
    });
    await refused(transport.call('/endless'), 'portal.changed', facts);
    assert.ok(sent < 50_000_000, `the server could send ${String(sent)} bytes`);
    await refused(transport.call('/packed', { acceptBroken: true }), 'portal.changed', facts);
    assert.equal((await transport.call('/fits')).text.length, 5_000_000);
  });

  it('sends nothing to a server whose certificate nobody vouches for', async () => {
    odd = await startOddPortal({});
    let requests = 0;
    const { cert, key } = makeCertificates(['localhost']);
    const server = createServer({ cert, key }, (_request, response) => {
      requests += 1;
      response.end('page');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = new URL(`https://localhost:${String((server.address() as AddressInfo).port)}/`);
    const transport = createTransport({ address: () => address, fetch, log: () => undefined });
    try {
      const form = { j_password: 'password' };
      const facts = { reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: 'no' };
      await refused(transport.call('/page', { method: 'POST', form }), 'portal.unreachable', facts);
      assert.equal(requests, 0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('asks no other server that a redirect names', async () => {
    const other = await startOddPortal({ 'GET /page': html('of another') });
    try {
      const transport = await start({
        'GET /start': (response) => response.writeHead(302, { location: `${other.url}/page` }).end(),
      });
      const { host } = new URL(other.url);
      await refused(transport.call('/start'), 'portal.changed', { reason: 'redirect', host });
      assert.deepEqual(other.requests, []);
    } finally {
      await other.close();
    }
  });

  it('uses a connection once, so that no request meets one that is just being closed', async () => {
    const seen: (string | undefined)[] = [];
    const transport = await start({
      'GET /page': (response, request) => {
        seen.push(request.headers.connection);
        html('page')(response);
      },
    });
    await transport.call('/page');
    await transport.call('/page');
    assert.deepEqual(seen, ['close', 'close']);
  });

  it('keeps cookies through redirects until they are forgotten', async () => {
    const seen: (string | undefined)[] = [];
    const transport = await start({
      'GET /start': (response) => {
        response
          .writeHead(302, { location: '/page', 'set-cookie': ['JSESSIONID=1; Path=/; HttpOnly', 'b=2'] })
          .end();
      },
      'GET /page': (response, request) => {
        seen.push(request.headers.cookie);
        html('page')(response);
      },
    });
    const answer = await transport.call('/start');
    assert.equal(answer.url.pathname, '/page');
    transport.forget();
    await transport.call('/page');
    assert.deepEqual(seen, ['JSESSIONID=1; b=2', undefined]);
  });

  it('logs paths without their query', async () => {
    const transport = await start({ 'GET /page': html('page') });
    await transport.call('/page?secret=1');
    assert.match(lines.join(), /^GET \/page 200 \d+ ms$/);
  });

  it('keeps to the folder of the address', async () => {
    odd = await startOddPortal({ 'GET /portal/page': html('inside') });
    const address = new URL(`${odd.url}/portal/`);
    const transport = createTransport({ address: () => address, fetch, log: () => undefined });
    assert.equal((await transport.call('/page')).text, 'inside');
  });
});

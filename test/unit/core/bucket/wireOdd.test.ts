import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { HcpErrorCode } from '../../../../src/core/errors';
import { refused } from '../refused';
import { countingFallback, fetcherOf, headOf, startOddServer, type OddServer } from './oddServer';
import { fetchAll, type FetchRequest, type Fetcher } from './wireFixture';

const body = Buffer.from('The human connectome, in a few bytes.\r\n\r\nHTTP/1.1 200 OK\r\n\r\n');
const size = body.length;
const whole: FetchRequest = { key: 'HCP_1200/x', size, ifMatch: 'e' };
const ranged: FetchRequest = { ...whole, range: { start: 3, end: 9 } };
const piece = body.subarray(3, 9);

describe('the fetcher: answers of odd servers', () => {
  let server: OddServer;
  let fetcher: Fetcher;
  before(async () => {
    server = await startOddServer(() => undefined);
  });
  after(() => {
    server.close();
  });
  beforeEach(() => {
    fetcher = fetcherOf(server);
  });
  afterEach(() => {
    fetcher.dispose();
  });
  const answer = (...parts: readonly (string | Buffer)[]) => {
    const all = Buffer.concat(parts.map((part) => Buffer.from(part)));
    server.answer = (_request, socket) => socket.write(all);
  };

  it('may come byte by byte', async () => {
    const all = Buffer.concat([Buffer.from(headOf(size)), body]);
    server.answer = (_request, socket) => {
      void (async () => {
        for (const byte of all) {
          socket.write(Buffer.of(byte));
          await setImmediate();
        }
      })();
    };
    assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
  });

  it('may come in any two pieces', async () => {
    const all = Buffer.concat([Buffer.from(headOf(size)), body]);
    const { connections } = server;
    for (let at = 1; at < all.length; at++) {
      server.answer = (_request, socket) => {
        socket.write(all.subarray(0, at));
        void setImmediate().then(() => socket.write(all.subarray(at)));
      };
      assert.ok((await fetchAll(fetcher, whole)).body.equals(body), `split at ${String(at)}`);
    }
    assert.equal(server.connections, connections + 1);
  });

  it('may write their headers in any case, with any space around them', async () => {
    const fields = (name: (text: string) => string, colon: string) =>
      [
        'HTTP/1.1 200 OK',
        ...[
          ['Content-Length', String(size)],
          ['ETag', '"e"'],
          ['Last-Modified', new Date(0).toUTCString()],
        ].map(([key = '', value = '']) => `${name(key)}${colon}${value}${colon.slice(1)}`),
        '\r\n',
      ].join('\r\n');
    const upper = fields((text) => text.toUpperCase(), ':');
    const lower = fields((text) => text.toLowerCase(), ':  \t');
    for (const head of [upper, lower]) {
      answer(head, body);
      assert.ok((await fetchAll(fetcher, whole)).body.equals(body), head);
    }
  });

  it('are cut off at any byte', async () => {
    const all = Buffer.concat([Buffer.from(headOf(size)), body]);
    for (let at = 0; at < all.length; at++) {
      server.answer = (_request, socket) => socket.end(all.subarray(0, at));
      await refused(fetchAll(fetcher, whole), 'bucket.unreachable');
    }
    server.answer = (_request, socket) => socket.end(all);
    assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
  });

  it('are refused with a byte too many', async () => {
    answer(headOf(size), body, 'x');
    await refused(fetchAll(fetcher, whole), 'bucket.protocol');
    answer(headOf(size), body, headOf(size), body);
    await refused(fetchAll(fetcher, whole), 'bucket.protocol');
    // Bytes that come after the end, on a connection that nobody uses, end that connection.
    const { connections } = server;
    const late = new Promise<void>((resolve) => {
      server.answer = (_request, socket) => {
        socket.once('close', resolve).write(headOf(size));
        socket.write(body, () => {
          setTimeout(() => socket.write(headOf(size)), 20);
        });
      };
    });
    await fetchAll(fetcher, whole);
    await late;
    answer(headOf(size), body);
    assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
    assert.equal(server.connections, connections + 2);
  });

  const wrong: readonly (readonly [string, FetchRequest, string, HcpErrorCode])[] = [
    ['the whole object for a range', ranged, headOf(size), 'bucket.protocol'],
    [
      'a range for the whole object',
      whole,
      headOf(6, { 'Content-Range': `bytes 3-8/${String(size)}` }, '206 P'),
      'bucket.protocol',
    ],
    [
      'another range',
      ranged,
      headOf(6, { 'Content-Range': `bytes 4-9/${String(size)}` }, '206 P'),
      'bucket.protocol',
    ],
    [
      'a range of another size',
      ranged,
      headOf(6, { 'Content-Range': 'bytes 3-8/99' }, '206 P'),
      'bucket.protocol',
    ],
    [
      'a range without size',
      ranged,
      headOf(6, { 'Content-Range': 'bytes 3-8/*' }, '206 P'),
      'bucket.protocol',
    ],
    [
      'a range with another length',
      ranged,
      headOf(5, { 'Content-Range': `bytes 3-8/${String(size)}` }, '206 P'),
      'bucket.protocol',
    ],
    ['no Content-Range', ranged, headOf(6, {}, '206 P'), 'bucket.protocol'],
    ['another length', whole, headOf(size + 1), 'bucket.protocol'],
    ['another ETag', whole, headOf(size, { ETag: '"f"' }), 'bucket.changed'],
    ['no date', whole, headOf(size, { 'Last-Modified': 'today' }), 'bucket.protocol'],
    ['412', whole, headOf(0, {}, '412 No'), 'bucket.changed'],
    ['416', ranged, headOf(0, {}, '416 No'), 'bucket.changed'],
    ['503', whole, headOf(0, {}, '503 No'), 'bucket.busy'],
    ['429', whole, headOf(0, {}, '429 No'), 'bucket.busy'],
    ['500', whole, headOf(0, {}, '500 No'), 'bucket.busy'],
  ];
  for (const [name, request, head, code] of wrong) {
    it(`are refused with ${name}`, async () => {
      const { connections } = server;
      answer(head, Buffer.alloc(100));
      await refused(fetchAll(fetcher, request), code);
      answer(headOf(6, { 'Content-Range': `bytes 3-8/${String(size)}` }, '206 Partial Content'), piece);
      assert.ok((await fetchAll(fetcher, ranged)).body.equals(piece));
      assert.equal(server.connections, connections + 2);
    });
  }

  it('say when to come again', async () => {
    for (const [header, retryAfter] of [
      ['7', 7],
      ['100000', 300],
      [new Date(Date.now() + 60_500).toUTCString(), 60],
      [new Date(0).toUTCString(), 0],
    ] as const) {
      answer(headOf(0, { 'Retry-After': header }, '503 Slow Down'));
      const { facts } = await refused(fetchAll(fetcher, whole), 'bucket.busy');
      assert.ok(Math.abs(Number(facts.retryAfter) - retryAfter) <= 1, header);
    }
    answer(headOf(0, { 'Retry-After': 'soon' }, '503 Slow Down'));
    const { facts } = await refused(fetchAll(fetcher, whole), 'bucket.busy');
    assert.equal(facts.retryAfter, undefined);
  });

  const chunked = headOf(0, { 'Transfer-Encoding': 'chunked' }).replace(/Content-Length: 0\r\n/, '');
  const odd: readonly (readonly [string, string])[] = [
    ['403', headOf(0, {}, '403 Forbidden')],
    ['404', headOf(0, {}, '404 Not Found')],
    ['400', headOf(0, {}, '400 Bad Request')],
    ['a redirect', headOf(0, { Location: 'http://127.0.0.1:1/' }, '301 Moved')],
    ['100 Continue', `HTTP/1.1 100 Continue\r\n\r\n${headOf(size)}`],
    ['204', headOf(0, {}, '204 No Content')],
    ['chunks', chunked],
    ['chunks and a length', headOf(size, { 'Transfer-Encoding': 'chunked' })],
    ['no length', headOf(0).replace(/Content-Length: 0\r\n/, '')],
    ['two lengths', headOf(size, { 'Content-length': String(size + 1) })],
    ['a length of its own kind', headOf(0, { 'Content-Length': '+6' })],
    ['folded lines', headOf(size, { 'X-Long': 'a\r\n b' })],
    ['a lone line end', headOf(size, { 'X-Long': 'a\nContent-Length: 1' })],
    ['a giant head', headOf(size, { 'X-Long': 'a'.repeat(70_000) })],
    ['a head without end', `HTTP/1.1 200 OK\r\n${'X-More: y\r\n'.repeat(7_000)}`],
    ['a space before a colon', headOf(size, { 'X-Odd ': 'y' })],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
    ['another HTTP', headOf(size).replace('1.1', '2.0')],
  ];
  for (const [name, head] of odd) {
    it(`are left to the fallback: ${name}`, async () => {
      const fallback = countingFallback(body);
      const helped = fetcherOf(server, { fallback });
      answer(head, body);
      assert.ok((await fetchAll(helped, whole)).body.equals(body));
      assert.equal(fallback.asked(), 1);
      helped.dispose();
    });
  }

  it('of the fallback must be of the size that is known', async () => {
    const helped = fetcherOf(server, { fallback: countingFallback(Buffer.alloc(size + 1)) });
    answer(chunked);
    await refused(fetchAll(helped, whole), 'bucket.protocol');
    helped.dispose();
  });

  it('end their connection where they say so', async () => {
    const { connections } = server;
    for (const head of [
      headOf(size).replace('1.1', '1.0'),
      headOf(size, { Connection: 'Close' }),
      headOf(size),
      headOf(size),
    ]) {
      answer(head, body);
      assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
    }
    assert.equal(server.connections, connections + 3);
  });
});

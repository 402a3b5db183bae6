import assert from 'node:assert/strict';
import { createTransport, type Transport } from '../../../../src/core/portal/transport';
import { refused } from '../refused';

const home = 'https://portal.example/';

/** A transport whose network answers as told, request by request. */
function answering(answer: (url: string, init: RequestInit) => Promise<Response> | Response, address = home) {
  const asked: { readonly url: string; readonly method: string; readonly body: string }[] = [];
  const lines: string[] = [];
  const where = { now: address };
  const transport: Transport = createTransport({
    address: () => new URL(where.now),
    fetch: (url, init = {}) => {
      const text = String(url as string);
      asked.push({
        url: text,
        method: init.method ?? '',
        body: init.body instanceof URLSearchParams ? init.body.toString() : '',
      });
      return Promise.resolve(answer(text, init));
    },
    log: (line) => lines.push(line),
  });
  return { transport, asked, lines, where };
}

const to = (location: string, status = 302) => new Response(null, { status, headers: { location } });
const page = (text = 'page') => new Response(text, { headers: { 'content-type': 'text/html' } });

describe('the portal: redirects', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`are followed with status ${String(status)}, relative and absolute ones`, async () => {
      const { transport, asked } = answering((url) =>
        url.endsWith('/a') ? to('b', status) : url.endsWith('/b') ? to(`${home}c`, status) : page(),
      );
      const answer = await transport.call('/a', { headers: { 'x-own': '1' } });
      assert.deepEqual([answer.text, answer.url.href, asked.length], ['page', `${home}c`, 3]);
    });
  }

  it('are not followed where the caller wants to see them', async () => {
    const { transport, asked } = answering(() => to('/b'));
    const answer = await transport.call('/a', { followRedirects: false });
    assert.deepEqual(
      [answer.status, answer.location?.href, answer.url.href, asked.length],
      [302, `${home}b`, `${home}a`, 1],
    );
  });

  it('are no redirects with another status', async () => {
    const { transport } = answering(() => new Response('list', { status: 300, headers: { location: '/b' } }));
    assert.equal((await transport.call('/a')).text, 'list');
  });

  it('without an address are an odd answer', async () => {
    for (const headers of [{}, { location: 'https://[' }] as Record<string, string>[]) {
      const { transport } = answering(() => new Response(null, { status: 302, headers }));
      await refused(transport.call('/a'), 'portal.changed', { reason: 'redirect without an address' });
    }
  });

  it('go to the same host only, which may name itself with http behind a TLS proxy', async () => {
    const { transport, asked } = answering((url) =>
      url.endsWith('/a') ? to('http://portal.example/b') : page(),
    );
    await transport.call('/a');
    assert.equal(asked[1]?.url, `${home}b`);
    for (const other of [
      'http://portal.example:8080/b',
      'https://other.example/b',
      'https://portal.example:444/b',
      'ftp://portal.example/b',
    ]) {
      const { host } = new URL(other);
      await refused(answering(() => to(other)).transport.call('/a'), 'portal.changed', {
        reason: 'redirect',
        host,
      });
    }
    const plain = answering(() => to('http://127.0.0.1/b'), 'http://127.0.0.1:8080/');
    await refused(plain.transport.call('/a'), 'portal.changed', { reason: 'redirect', host: '127.0.0.1' });
  });

  it('turn a form into a question, and never send it on', async () => {
    const { transport, asked } = answering((url) => (url.endsWith('/a') ? to('/b') : page()));
    await transport.call('/a', { method: 'POST', form: { name: 'value & more' } });
    assert.deepEqual(asked, [
      { url: `${home}a`, method: 'POST', body: 'name=value+%26+more' },
      { url: `${home}b`, method: 'GET', body: '' },
    ]);
    for (const status of [307, 308]) {
      const own = answering(() => to('/b', status));
      await refused(own.transport.call('/a', { method: 'POST' }), 'portal.changed', {
        reason: 'redirect of a form',
      });
      assert.equal(own.asked.length, 1);
    }
  });

  it('come to an end', async () => {
    const { transport, asked } = answering(() => to('/a'));
    await refused(transport.call('/a'), 'portal.changed', { reason: 'too many redirects' });
    assert.ok(asked.length > 3 && asked.length < 30);
  });
});

describe('the portal: network failures', () => {
  const failing = (cause: unknown) =>
    answering(() => Promise.reject(new TypeError('fetch failed', { cause }))).transport;
  const system = (code: string, syscall?: string) =>
    Object.assign(new Error(code), { code, ...(syscall !== undefined && { syscall }) });
  const host = 'portal.example';

  for (const [error, sent] of [
    [system('ECONNREFUSED', 'connect'), 'no'],
    [system('ENOTFOUND', 'getaddrinfo'), 'no'],
    [system('UND_ERR_CONNECT_TIMEOUT'), 'no'],
    [system('CERT_HAS_EXPIRED'), 'no'],
    [system('DEPTH_ZERO_SELF_SIGNED_CERT'), 'no'],
    [system('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'no'],
    [system('UNABLE_TO_GET_ISSUER'), 'no'],
    [system('ERR_SSL_WRONG_VERSION_NUMBER'), 'no'],
    [system('ECONNRESET', 'read'), 'maybe'],
    [system('UND_ERR_SOCKET'), 'maybe'],
    [system('NOT_ERR_SSL'), 'maybe'],
  ] as const) {
    it(`say whether the request can have left: ${error.code}`, async () => {
      await refused(failing(error).call('/a'), 'portal.unreachable', { host, reason: error.code, sent });
      // As Node tells of several addresses that were tried: with the code of the first.
      const several = Object.assign(new AggregateError([error, system('OTHER')]), { code: error.code });
      await refused(failing(several).call('/a'), 'portal.unreachable', { host, reason: error.code, sent });
      const deep = new Error('a', { cause: new Error('b', { cause: error }) });
      await refused(failing(deep).call('/a'), 'portal.unreachable', { host, reason: error.code, sent });
    });
  }

  it('without a code are named by what they are', async () => {
    for (const cause of [
      undefined,
      null,
      'text',
      new Error('plain'),
      new AggregateError([]),
      { code: 7, syscall: 1 },
    ]) {
      await refused(failing(cause).call('/a'), 'portal.unreachable', {
        host,
        reason: 'network',
        sent: 'maybe',
      });
    }
  });

  it('are no failures when the caller has stopped it', async () => {
    const stop = new AbortController();
    const { transport } = answering((_url, { signal }) => {
      stop.abort();
      return Promise.reject(signal?.aborted === true ? (signal.reason as Error) : new Error('not stopped'));
    });
    await refused(transport.call('/a', { signal: stop.signal }), 'cancelled');
  });

  it('in the middle of a body are told, or taken as its end where the caller can use half of one', async () => {
    const broken = (first: string) => () => {
      let pulls = 0;
      return new Response(
        new ReadableStream({
          pull: (controller) => {
            if (first !== '' && pulls++ === 0) controller.enqueue(Buffer.from(first));
            else controller.error(new TypeError('terminated', { cause: system('ECONNRESET', 'read') }));
          },
        }),
      );
    };
    await refused(answering(broken('ha')).transport.call('/a'), 'portal.unreachable', {
      reason: 'ECONNRESET',
    });
    const half = await answering(broken('ha')).transport.call('/a', { acceptBroken: true });
    assert.deepEqual([half.text, half.broken], ['ha', true]);
    await refused(answering(broken('')).transport.call('/a', { acceptBroken: true }), 'portal.unreachable');
  });
});

describe('the portal: answers', () => {
  it('are read over the borders of characters, with type and status', async () => {
    const bytes = Buffer.from('é—x');
    const { transport, lines } = answering(
      () =>
        new Response(
          new ReadableStream({
            start: (controller) => {
              for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
              controller.close();
            },
          }),
          { status: 418, headers: { 'content-type': 'text/plain' } },
        ),
    );
    const { text, status, contentType, broken, location } = await transport.call('/a?secret=1', {
      method: 'POST',
    });
    assert.deepEqual(
      [text, status, contentType, broken, location],
      ['é—x', 418, 'text/plain', false, undefined],
    );
    assert.match(lines.join(), /^POST \/a 418 \d+ ms$/);
  });

  it('without a body or a type are empty', async () => {
    const { text, contentType } = await answering(() => new Response(null, { status: 204 })).transport.call(
      '/a',
    );
    assert.deepEqual([text, contentType], ['', '']);
  });

  it('keep their cookies with their address', async () => {
    const sent: (string | undefined)[] = [];
    const { transport, where } = answering((_url, init) => {
      sent.push((init.headers as Record<string, string>).cookie);
      return new Response('', { headers: { 'set-cookie': 'JSESSIONID=1; Path=/' } });
    });
    await transport.call('/a');
    await transport.call('/a');
    where.now = 'https://other.example/';
    await transport.call('/a');
    await transport.call('/a', { headers: { 'x-own': '1' } });
    assert.deepEqual(sent, [undefined, 'JSESSIONID=1', undefined, 'JSESSIONID=1']);
  });
});

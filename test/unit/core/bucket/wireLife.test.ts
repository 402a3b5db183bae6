import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HcpError } from '../../../../src/core/errors';
import { makeCertificates } from '../network/certificateFixture';
import { refused } from '../refused';
import { fetcherOf, headOf, startOddServer, until, type Answerer, type OddServer } from './oddServer';
import { fetchAll, type FetchRequest } from './wireFixture';

const size = 3_000_000;
const body = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919) % 251));
const whole: FetchRequest = { key: 'HCP_1200/x', size, ifMatch: 'e' };
const right: Answerer = (_request, socket) => {
  socket.write(headOf(size));
  socket.write(body);
};
const nothing = () => undefined;
const never = new AbortController().signal;

for (const scheme of ['http', 'https'] as const) {
  describe(`the fetcher: the life of its connections (${scheme})`, () => {
    let server: OddServer;
    const certificates = scheme === 'https' ? makeCertificates([], ['127.0.0.1']) : undefined;
    const open = (stallAfter = 300) => fetcherOf(server, { stallAfter, ca: certificates?.ca });
    beforeEach(async () => {
      server = await startOddServer(right, certificates);
    });
    afterEach(() => {
      server.close();
    });

    it('keeps them, and uses them one request at a time', async () => {
      const fetcher = open();
      for (let index = 0; index < 5; index++) {
        assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
      }
      assert.equal(server.connections, 1);
      await Promise.all(Array.from({ length: 4 }, () => fetchAll(fetcher, whole)));
      assert.equal(server.connections, 4);
      fetcher.dispose();
      await until(() => server.open === 0);
    });

    it('tries once more when a kept one was closed before it answered', async () => {
      const fetcher = open();
      await fetchAll(fetcher, whole);
      server.answer = (request, socket, index) => {
        if (index > 0) socket.destroy();
        else right(request, socket, index);
      };
      assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
      assert.equal(server.requests, 3);
      server.answer = (_request, socket) => socket.destroy();
      await refused(fetchAll(fetcher, whole), 'bucket.unreachable');
      assert.equal(server.requests, 5);
      fetcher.dispose();
    });

    it('does not try again once an answer has begun', async () => {
      const fetcher = open();
      await fetchAll(fetcher, whole);
      server.answer = (_request, socket) => socket.end('H');
      await refused(fetchAll(fetcher, whole), 'bucket.unreachable');
      assert.equal(server.requests, 2);
      fetcher.dispose();
    });

    it('notices silence, before an answer and within it', async () => {
      const fetcher = open(200);
      server.answer = nothing;
      await refused(fetchAll(fetcher, whole), 'bucket.unreachable', { reason: 'ETIMEDOUT' });
      server.answer = (_request, socket) => socket.write(headOf(size) + 'abc');
      await refused(fetchAll(fetcher, whole), 'transfer.stalled', { seconds: 0.2 });
      await until(() => server.open === 0);
      fetcher.dispose();
    });

    it('waits for a slow sink, holds the sender back, and loses nothing', async () => {
      const fetcher = open(100);
      // More than the buffers of the system hold.
      const large = Buffer.concat(Array.from({ length: 10 }, () => body));
      let sender: Socket | undefined;
      server.answer = (_request, socket) => {
        sender = socket;
        socket.write(headOf(large.length));
        socket.write(large);
      };
      const chunks: Buffer[] = [];
      let busy = false;
      let heldBack = false;
      const sink = (bytes: Uint8Array) => {
        assert.ok(!busy, 'called while it was waited for');
        chunks.push(Buffer.from(bytes));
        if (chunks.length % 7 !== 1 || chunks.length > 30) return undefined;
        busy = true;
        return delay(chunks.length === 1 ? 400 : 10).then(() => {
          busy = false;
          heldBack ||= (sender?.writableLength ?? 0) > 0;
        });
      };
      await fetcher.fetch({ ...whole, size: large.length }, sink, never);
      assert.ok(Buffer.concat(chunks).equals(large));
      assert.ok(heldBack);
      server.answer = right;
      await fetchAll(fetcher, whole);
      assert.equal(server.connections, 1);
      fetcher.dispose();
    });

    it('waits for the sink after the last byte, also when the other side has closed', async () => {
      const fetcher = open();
      server.answer = (_request, socket) => {
        socket.write(headOf(size));
        socket.end(body);
      };
      let received = 0;
      let done = false;
      await fetcher.fetch(
        whole,
        (bytes) => {
          received += bytes.length;
          if (received < size) return undefined;
          return delay(100).then(() => {
            done = true;
          });
        },
        never,
      );
      assert.ok(done);
      fetcher.dispose();
    });

    it('ends with what the sink throws, and frees the connection', async () => {
      const fetcher = open();
      const full = new HcpError('disk.full');
      const sinks = [
        () => {
          throw full;
        },
        () => Promise.reject(full),
        () => delay(20).then(() => Promise.reject(full)),
      ];
      for (const sink of sinks) await refused(fetcher.fetch(whole, sink, never), 'disk.full');
      await until(() => server.open === 0);
      fetcher.dispose();
    });

    it('is cancelled at once, wherever it is', async () => {
      const fetcher = open(60_000);
      const slowly: Answerer = (_request, socket) => socket.write(headOf(size) + 'abc');
      const cases: readonly (readonly [Answerer, () => Promise<void> | undefined])[] = [
        [nothing, nothing],
        [slowly, nothing],
        [right, () => delay(60_000, undefined, { ref: false })],
      ];
      for (const [answer, sink] of cases) {
        server.answer = answer;
        const stop = new AbortController();
        const { requests } = server;
        const work = fetcher.fetch(whole, sink, stop.signal);
        const outcome = refused(work, 'cancelled');
        await until(() => server.requests > requests);
        await delay(20);
        const from = performance.now();
        stop.abort();
        await outcome;
        await until(() => server.open === 0);
        assert.ok(performance.now() - from < 1_000);
      }
      await refused(fetcher.fetch(whole, nothing, AbortSignal.abort()), 'cancelled');
      fetcher.dispose();
    });

    it('may be cancelled by its own sink', async () => {
      const fetcher = open();
      const stop = new AbortController();
      let calls = 0;
      const sink = () => {
        calls++;
        stop.abort();
        return undefined;
      };
      await refused(fetcher.fetch(whole, sink, stop.signal), 'cancelled');
      assert.equal(calls, 1);
      fetcher.dispose();
    });

    it('are made before they are used, as many as are missing', async () => {
      const fetcher = open();
      fetcher.keepReady(3);
      await until(() => server.open === 3);
      await Promise.all([fetchAll(fetcher, whole), fetchAll(fetcher, whole), fetchAll(fetcher, whole)]);
      fetcher.keepReady(4);
      await until(() => server.open === 4);
      assert.deepEqual([server.requests, server.connections], [3, 4]);
      fetcher.keepReady(1);
      await until(() => server.open === 1);
      assert.ok((await fetchAll(fetcher, whole)).body.equals(body));
      assert.equal(server.connections, 4);
      fetcher.dispose();
      await until(() => server.open === 0);
    });

    it('are left alone while they are in use', async () => {
      const fetcher = open(60_000);
      let answer: (() => void) | undefined;
      server.answer = (request, socket, index) => {
        answer = () => {
          right(request, socket, index);
        };
      };
      const outcome = fetchAll(fetcher, whole);
      await until(() => answer !== undefined);
      fetcher.keepReady(3);
      await until(() => server.open === 3);
      fetcher.keepReady(0);
      await until(() => server.open === 1);
      answer?.();
      assert.ok((await outcome).body.equals(body));
      fetcher.dispose();
    });

    it('drops all of them when it is told to, and goes on with new ones', async () => {
      const fetcher = open();
      await Promise.all([fetchAll(fetcher, whole), fetchAll(fetcher, whole)]);
      server.answer = nothing;
      const outcome = refused(fetchAll(fetcher, whole), 'bucket.unreachable', { reason: 'dropped' });
      await until(() => server.requests === 3);
      fetcher.dropConnections();
      await outcome;
      await until(() => server.open === 0);
      server.answer = right;
      await fetchAll(fetcher, whole);
      fetcher.dispose();
    });
  });
}

describe('the fetcher: its connections over time', () => {
  let server: OddServer;
  beforeEach(async () => {
    server = await startOddServer(right);
  });
  afterEach(() => {
    server.close();
  });

  it('lets go of those that are not used for five seconds', async () => {
    const fetcher = fetcherOf(server);
    await fetchAll(fetcher, whole);
    const from = performance.now();
    await until(() => server.open === 0);
    const waited = performance.now() - from;
    assert.ok(waited > 3_500 && waited < 8_000, String(waited));
    fetcher.dispose();
  });

  it('lets go of those that were made and never used, and makes others', async () => {
    const fetcher = fetcherOf(server);
    fetcher.keepReady(2);
    await until(() => server.open === 2);
    await until(() => server.open === 0);
    await fetchAll(fetcher, whole);
    fetcher.dispose();
  });

  it('tells at the fetch what went wrong as a connection was made', async () => {
    const nowhere = fetcherOf({ endpoint: 'http://127.0.0.1:1' });
    nowhere.keepReady(2);
    await delay(50);
    await refused(fetchAll(nowhere, whole), 'bucket.unreachable');
    nowhere.dispose();
    const malformed = fetcherOf({ endpoint: 'http://example.org' });
    malformed.keepReady(2);
    await refused(fetchAll(malformed, whole), 'bucket.address');
    malformed.dispose();
  });

  it('needs no more memory for more objects or connections', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const fetcher = fetcherOf(server);
    const small = Buffer.concat([Buffer.from(headOf(4_096)), Buffer.alloc(4_096)]);
    const request = { ...whole, size: 4_096 };
    const used = async (count: number) => {
      for (let done = 0; done < count; done += 64) {
        const sink = () => undefined;
        await Promise.all(Array.from({ length: 64 }, () => fetcher.fetch(request, sink, never)));
      }
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    server.answer = (_text, socket) => socket.write(small);
    const before = await used(1_280);
    const after = await used(6_400);
    assert.ok(after - before < 3_000_000, `${String(before)} ${String(after)}`);
    assert.equal(server.connections, 64);
    fetcher.dispose();
  });
});

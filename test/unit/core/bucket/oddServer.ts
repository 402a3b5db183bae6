import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createSecureServer } from 'node:tls';
import { createObjectFetcher } from '../../../../src/core/bucket/objectFetcher';
import type { ObjectBody } from '../../../../src/core/bucket/objectStore';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import type { Certificates } from '../network/certificateFixture';
import { noFallback, type Fallback, type Fetcher } from './wireFixture';

/** Called with the head of each request, and its number on its connection from 0 on. */
export type Answerer = (request: string, socket: Socket, index: number) => void;

export interface OddServer {
  /** How many connections were made. */
  readonly connections: number;
  readonly requests: number;
  /** Those that are open. */
  readonly open: number;
  readonly endpoint: string;
  answer: Answerer;
  close(): void;
}

/** A server that writes what it likes, byte by byte if need be. */
export async function startOddServer(answer: Answerer, certificates?: Certificates): Promise<OddServer> {
  const open = new Set<Socket>();
  const state = { connections: 0, requests: 0, answer };
  const onConnection = (socket: Socket) => {
    state.connections++;
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    let text = '';
    let index = 0;
    socket.on('data', (bytes: Buffer) => {
      const parts = (text + bytes.toString('latin1')).split('\r\n\r\n');
      text = parts.pop() ?? '';
      for (const head of parts) {
        state.requests++;
        state.answer(head, socket, index++);
      }
    });
  };
  const server: Server = certificates
    ? createSecureServer({ cert: certificates.cert, key: certificates.key }, onConnection)
    : createServer(onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scheme = certificates ? 'https' : 'http';
  return {
    get connections() {
      return state.connections;
    },
    get requests() {
      return state.requests;
    },
    get open() {
      return open.size;
    },
    endpoint: `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    get answer() {
      return state.answer;
    },
    set answer(next) {
      state.answer = next;
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

export interface OddFetcherChange {
  readonly fallback?: Fallback;
  readonly stallAfter?: number;
  readonly ca?: string;
}

export function fetcherOf(
  server: Pick<OddServer, 'endpoint'>,
  { fallback = noFallback, stallAfter, ca }: OddFetcherChange = {},
): Fetcher {
  const network = { ...directNetwork, ...(ca !== undefined && { ca: [ca] }) };
  return createObjectFetcher({
    address: () => ({ bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: server.endpoint }),
    keyPair: () => Promise.resolve({ accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) }),
    network: () => network,
    fallback,
    ...(stallAfter !== undefined && { stallAfter }),
  });
}

/** The head of a right answer to a request for the whole object, with other lines where they are given. */
export function headOf(
  length: number,
  change: Readonly<Record<string, string>> = {},
  status = '200 OK',
): string {
  const fields = {
    'Content-Length': String(length),
    ETag: '"e"',
    'Last-Modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
    ...change,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
}

/** A fallback that answers with these bytes, and counts how often it was asked. */
export function countingFallback(bytes: Buffer): Fallback & { readonly asked: () => number } {
  let count = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield bytes;
  }
  return {
    asked: () => count,
    dispose: () => undefined,
    read: () => {
      count++;
      const { length } = bytes;
      const body: ObjectBody = {
        etag: 'e',
        length,
        totalSize: length,
        lastModified: new Date(0),
        chunks: chunks(),
      };
      return Promise.resolve(body);
    },
  };
}

/** Waits until it is so; the time limit of the test is its own. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(5);
}

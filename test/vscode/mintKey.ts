import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createProxyServer } from 'httpxy';
import type { BrowserContext, Page } from 'playwright-core';

/**
 * The workbench in a browser seals its secrets with a key that it asks for by `POST /mint-key`. The bare
 * server refuses, and then secrets last until the page is reloaded. The same key each time keeps them.
 */
export async function answerMintKey(
  where: Pick<BrowserContext, 'route'> | Pick<Page, 'route'>,
): Promise<void> {
  const key = randomBytes(32);
  await where.route('**/mint-key', (route) =>
    route.fulfill({ status: 200, contentType: 'application/octet-stream', body: key }),
  );
}

export interface MintKeyProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** A server on loopback that passes everything, web sockets included, to `targetPort` and answers /mint-key. */
export async function startMintKeyProxy(targetPort: number): Promise<MintKeyProxy> {
  const key = randomBytes(32);
  const proxy = createProxyServer({ target: `http://127.0.0.1:${String(targetPort)}` });
  // A browser that goes away in the middle of a request is no error here.
  proxy.on('error', () => undefined);
  const server = http.createServer((request, response) => {
    if (request.method === 'POST' && request.url?.split('?')[0]?.endsWith('/mint-key')) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
      return;
    }
    proxy.web(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

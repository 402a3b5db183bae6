import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OddPortal {
  readonly url: string;
  /** `METHOD path` of every request. */
  readonly requests: string[];
  close(): Promise<void>;
}

export type Routes = Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>>;

/** A signed-in page of the portal's kind. */
export const signedInPage = (userName: string, body = '') =>
  `<html><body><nav>${userName} <a href="/logoff">Logout</a></nav>${body}<form id="loginModalForm"></form></body></html>`;

export const html =
  (text: string, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(text);
  };

export const json =
  (value: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };

export const redirect =
  (location: string, status = 302) =>
  (response: ServerResponse) => {
    response.writeHead(status, { location }).end();
  };

/** A portal that signs everyone in and answers as no version of it is known to: for what the sandbox leaves out. */
export async function startOddPortal(routes: Routes): Promise<OddPortal> {
  const requests: string[] = [];
  const known: Routes = {
    'GET /login/auth': html('<form id="loginModalForm"></form>'),
    'POST /j_spring_security_check': json({ success: true, username: 'alice' }),
    'GET /project': html(signedInPage('alice')),
    ...routes,
  };
  const server = createServer((request, response) => {
    const name = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
    requests.push(name);
    const route = known[name] ?? html('nothing here', 404);
    route(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

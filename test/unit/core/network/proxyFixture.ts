import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly port: number;
  /** What was asked for, `host:port`, in order. */
  readonly asked: readonly string[];
  /** When set, every request is refused with it. */
  refuseWith: number | undefined;
  close(): void;
}

/** A proxy that opens tunnels, all of them to one port of this machine, whatever the host that is asked for. */
export async function startProxy(toPort: number, authorization?: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const state = { refuseWith: undefined as number | undefined };
  const server = createServer();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    const missing = authorization !== undefined && request.headers['proxy-authorization'] !== authorization;
    const status = state.refuseWith ?? (missing ? 407 : 200);
    client.on('error', () => undefined);
    if (status !== 200) {
      client.end(`HTTP/1.1 ${String(status)} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(toPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    get refuseWith() {
      return state.refuseWith;
    },
    set refuseWith(status) {
      state.refuseWith = status;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

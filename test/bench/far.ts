import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import * as v from 'valibot';
import { Agenda, Pace, type Link } from './link';

// A process of its own: a TCP proxy that makes a link out of loopback. It passes TLS through as it is. What it
// leaves out: lost packets and the slow start of a connection.

const agenda = new Agenda();
/** How far ahead of its slot a connection is read, so that a late timer costs no throughput. */
const ahead = 15;

export interface FarCounts {
  /** Bytes that went to the clients. */
  readonly down: number;
  /** Connections at this moment. */
  readonly open: number;
  /** Microseconds of this process. */
  readonly cpu: number;
}

/** Carries one direction of a connection. */
function carry(
  from: Socket,
  to: Socket,
  link: Link,
  all: Pace,
  opensAt: number,
  count: (bytes: number) => void,
): void {
  const own = new Pace(link.perConnection);
  const delay = link.roundTrip / 2;
  let last = 0;
  let waiting = 0;
  const deliver = (time: number, work: () => void) => {
    last = Math.max(last, time);
    // Its time may have come while those before it wait for a late timer: bytes must not overtake each other.
    if (waiting === 0 && last <= performance.now()) {
      work();
      return;
    }
    waiting += 1;
    agenda.at(last, () => {
      waiting -= 1;
      work();
    });
  };
  from.on('data', (chunk: Buffer) => {
    count(chunk.length);
    const now = Math.max(performance.now(), opensAt);
    const slot = Math.max(own.take(chunk.length, now), all.take(chunk.length, now));
    deliver(slot + delay, () => {
      if (!to.destroyed && !to.write(chunk)) from.pause();
    });
    if (slot - ahead <= performance.now()) return;
    from.pause();
    agenda.at(slot - ahead, () => {
      if (!to.writableNeedDrain) from.resume();
    });
  });
  to.on('drain', () => from.resume());
  from.on('end', () => {
    deliver(performance.now() + delay, () => to.end());
  });
  from.on('error', () => to.destroy());
}

const settingsSchema = v.object({
  port: v.number(),
  target: v.number(),
  link: v.object({ roundTrip: v.number(), perConnection: v.number(), inAll: v.number() }),
});

function serve(settings: v.InferOutput<typeof settingsSchema>): void {
  const { link, target, port } = settings;
  const [up, down] = [new Pace(link.inAll), new Pace(link.inAll)];
  let bytesDown = 0;
  let open = 0;
  const server = createServer({ noDelay: true }, (client) => {
    open += 1;
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    client.once('close', () => {
      open -= 1;
      // What nobody takes any more is not fetched, and does not count.
      upstream.destroy();
    });
    // The client may send when the server's agreement has come back to it.
    const opensAt = performance.now() + link.roundTrip;
    carry(client, upstream, link, up, opensAt, () => undefined);
    carry(upstream, client, link, down, 0, (bytes) => (bytesDown += bytes));
  });
  server.listen({ port, host: '127.0.0.1', backlog: 1024 }, () => {
    process.send!({ port: (server.address() as AddressInfo).port });
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send!({ down: bytesDown, open, cpu: user + system } satisfies FarCounts);
  });
  process.on('disconnect', () => process.exit());
}

serve(v.parse(settingsSchema, JSON.parse(process.argv[2] ?? '')));

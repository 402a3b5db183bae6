import { HcpError } from '../../errors';
import { Connection, type Patience } from './connection';
import { openSocket, type Origin } from './open';

const connectAfter = 10_000;
/** Milliseconds. S3 closes what is not used for longer. */
const idleAfter = 5_000;

/** The connections to one host. Whoever asks gets one: how many there are is decided by the caller. */
export class Connections {
  private readonly all = new Set<Connection>();
  /** The one that was used last is at the end, and is used next. */
  private readonly idle: Connection[] = [];
  private readonly patience: Patience;
  private readonly period: number;
  private timer: NodeJS.Timeout | undefined;
  private lastTick = 0;

  /** @param stallAfter milliseconds without a byte */
  constructor(
    private readonly origin: Origin,
    stallAfter: number,
  ) {
    this.patience = { connect: connectAfter, stall: stallAfter };
    this.period = Math.min(1_000, stallAfter / 10);
  }

  /** A kept connection, or a fresh one when there is none or `fresh` is said. */
  take(fresh = false): Connection {
    return (fresh ? undefined : this.idle.pop()) ?? this.open();
  }

  /** Opens what is missing to so many connections, for requests that come soon; closes idle ones beyond that. */
  keepReady(count: number): void {
    while (this.all.size < count) {
      const connection = this.open();
      connection.keep();
      this.idle.unshift(connection);
    }
    for (const connection of this.idle.slice(0, this.all.size - count)) connection.destroy(unused());
  }

  /** Frees all connections at once; what runs ends with this error. */
  drop(error: HcpError): void {
    for (const connection of [...this.all]) connection.destroy(error);
  }

  private open(): Connection {
    const connection = new Connection((one) => {
      this.onFree(one);
    });
    this.all.add(connection);
    this.keepTime();
    openSocket(this.origin, connection);
    return connection;
  }

  private onFree(connection: Connection): void {
    if (!connection.isClosed) {
      this.idle.push(connection);
      return;
    }
    this.all.delete(connection);
    const index = this.idle.indexOf(connection);
    if (index >= 0) this.idle.splice(index, 1);
    if (this.all.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private keepTime(): void {
    if (this.timer) return;
    this.lastTick = performance.now();
    this.timer = setInterval(() => {
      this.tick();
    }, this.period);
    this.timer.unref();
  }

  private tick(): void {
    const now = performance.now();
    // Time in which this thread was held up, or the machine slept, is not time without an answer.
    const passed = Math.min(now - this.lastTick, 2 * this.period);
    this.lastTick = now;
    for (const connection of [...this.all]) {
      connection.tick(passed, this.patience);
      if (connection.idleFor > idleAfter) connection.destroy(unused());
    }
  }
}

/** Nobody hears it: nothing runs on the connection. */
function unused(): HcpError {
  return new HcpError('bucket.unreachable', { reason: 'unused' });
}

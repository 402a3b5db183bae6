import type { Operation, ServerName } from './faults';

/** One request that reached a server; bodies and signatures are never kept. */
export interface LoggedRequest {
  readonly server: ServerName;
  readonly method: string;
  readonly operation?: Operation;
  /** The object's key, the listing's prefix, or the portal's path with its query. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly range?: string;
  /** What was answered; undefined while it is not, and when the connection was cut instead. */
  readonly status?: number;
}

const capacity = 100_000;

export class RequestLog {
  private entries: { -readonly [Field in keyof LoggedRequest]: LoggedRequest[Field] }[] = [];

  /** Logs a request at its arrival; the function it returns adds the status. */
  add(request: LoggedRequest): (status: number) => void {
    const entry = { ...request };
    this.entries.push(entry);
    if (this.entries.length > capacity) this.entries.shift();
    return (status) => {
      entry.status = status;
    };
  }

  list(): readonly LoggedRequest[] {
    return this.entries.map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.entries = [];
  }
}

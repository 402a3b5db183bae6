import * as v from 'valibot';
import { holderSchema, type Holder } from './windowLock';

/** Where small things without secrets are remembered; `vscode.Memento` is one. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** That this person had a pair: lets the next activation notice that the secret store forgot it. */
export interface KeyMarker {
  readonly accessKeyId: string;
  readonly userName?: string;
  /** ISO 8601, UTC. */
  readonly obtainedAt: string;
}

/** That a key request left, or may have left, and no pair is stored for it yet. */
export interface RequestMarker {
  readonly holder: Holder;
  readonly datasetId: string;
  /** The pair that the request disables, when it was known. */
  readonly formerAccessKeyId?: string;
  /** Whether the request is over and its answer is known to be lost. */
  readonly lost: boolean;
}

/** When a pair was last tested against the bucket, and with what result. */
export interface LastCheck {
  readonly accessKeyId: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /** `works`, `untested`, or the code of an error. */
  readonly outcome: string;
}

const keyMarkerSchema = v.object({
  accessKeyId: v.string(),
  userName: v.optional(v.string()),
  obtainedAt: v.pipe(v.string(), v.isoTimestamp()),
});

const requestMarkerSchema = v.object({
  holder: holderSchema,
  datasetId: v.string(),
  formerAccessKeyId: v.optional(v.string()),
  lost: v.boolean(),
});

const lastCheckSchema = v.object({
  accessKeyId: v.string(),
  checkedAt: v.pipe(v.string(), v.isoTimestamp()),
  outcome: v.string(),
});

const ids = {
  keys: 'hcp.keyMarker',
  request: 'hcp.requestMarker',
  userName: 'hcp.userName',
  check: 'hcp.lastCheck',
} as const;

/** What the account remembers outside of the secret store. */
export class AccountMemory {
  constructor(private readonly memory: Memory) {}

  get keyMarker(): KeyMarker | undefined {
    return this.read(ids.keys, keyMarkerSchema);
  }

  /** Undefined forgets it. */
  async setKeyMarker(marker: KeyMarker | undefined): Promise<void> {
    await this.memory.update(ids.keys, marker);
  }

  get requestMarker(): RequestMarker | undefined {
    return this.read(ids.request, requestMarkerSchema);
  }

  /** Undefined forgets it. */
  async setRequestMarker(marker: RequestMarker | undefined): Promise<void> {
    await this.memory.update(ids.request, marker);
  }

  /** Fills in the user name at the next sign-in. */
  get userName(): string | undefined {
    return this.read(ids.userName, v.string());
  }

  async setUserName(userName: string | undefined): Promise<void> {
    await this.memory.update(ids.userName, userName);
  }

  /** Undefined for a pair that was not tested since it came. */
  lastCheckOf(accessKeyId: string): LastCheck | undefined {
    const last = this.read(ids.check, lastCheckSchema);
    return last?.accessKeyId === accessKeyId ? last : undefined;
  }

  async setLastCheck(check: LastCheck): Promise<void> {
    await this.memory.update(ids.check, check);
  }

  async forgetAll(): Promise<void> {
    await Promise.all(Object.values(ids).map((id) => this.memory.update(id, undefined)));
  }

  private read<T>(id: string, schema: v.GenericSchema<unknown, T>): T | undefined {
    const result = v.safeParse(schema, this.memory.get(id));
    return result.success ? result.output : undefined;
  }
}

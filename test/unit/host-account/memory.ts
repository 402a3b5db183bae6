import type { Memory } from '../../../src/host/account/accountMemory';

/** A memory that keeps JSON, as the editor's does. */
export class JsonMemory implements Memory {
  readonly entries = new Map<string, string>();

  get(key: string): unknown {
    const text = this.entries.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.entries.delete(key);
    else this.entries.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

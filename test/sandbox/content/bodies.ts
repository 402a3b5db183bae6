import { createHash } from 'node:crypto';
import { Breather } from './breather';
import { makeBody, type Surroundings } from './kinds';
import { readSegments, sizeOf, type Body } from './segment';
import type { ContentObject } from './shelf';
import { sourceOf } from './source';

const CHUNK = 256 * 1024;
const KEPT_BYTES = 96 * 1024 * 1024;
const KEPT_BODIES = 64;

/** Makes bodies, and keeps the last few of them, because a body is often read in several ranges. */
export class BodyFactory {
  readonly #breather = new Breather();
  readonly #seed: string;
  readonly #surroundings: Surroundings;
  readonly #kept = new Map<string, { readonly body: Promise<Body>; held: number }>();

  constructor(options: { readonly seed: string } & Surroundings) {
    this.#seed = options.seed;
    this.#surroundings = options;
  }

  async *read(object: ContentObject, start: number, end: number): AsyncIterable<Uint8Array> {
    const body = await this.#body(object);
    yield* readSegments(body.segments, start, Math.min(end, object.size), CHUNK);
  }

  async md5(object: ContentObject): Promise<string> {
    await this.#breather.pause();
    const hash = createHash('md5');
    for await (const chunk of this.read(object, 0, object.size)) {
      hash.update(chunk);
      await this.#breather.pause();
    }
    return hash.digest('hex');
  }

  #body(object: ContentObject): Promise<Body> {
    const name = `${String(object.size)} ${object.key}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      return kept.body;
    }
    const entry = { body: this.#make(object), held: 0 };
    this.#kept.set(name, entry);
    entry.body.then(
      (body) => {
        entry.held = body.held;
        this.#forget();
      },
      () => this.#kept.delete(name),
    );
    return entry.body;
  }

  async #make(object: ContentObject): Promise<Body> {
    const body = await makeBody(sourceOf(this.#seed, object.key, object.size), this.#surroundings);
    const size = sizeOf(body.segments);
    if (size !== object.size) {
      throw new Error(`${object.key} was made with ${String(size)} bytes instead of ${String(object.size)}.`);
    }
    return body;
  }

  #forget(): void {
    let held = [...this.#kept.values()].reduce((sum, entry) => sum + entry.held, 0);
    for (const [key, entry] of this.#kept) {
      if (held <= KEPT_BYTES && this.#kept.size <= KEPT_BODIES) return;
      held -= entry.held;
      this.#kept.delete(key);
    }
  }
}

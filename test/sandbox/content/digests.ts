import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from './hash';
import { DATA_FOLDER } from './listing';
import type { ContentObject } from './shelf';

interface DigestOptions {
  readonly seed: string;
  readonly cacheFolder: string;
  /** Works out the MD5 of a body. */
  readonly md5: (object: ContentObject) => Promise<string>;
}

/** The digests of one subject (or of the files beside the subjects of a release). */
interface Sheet {
  readonly file: string;
  readonly sums: Map<string, string>;
  changed: boolean;
}

const EMPTY_MD5 = createHash('md5').digest('hex');
const KEPT_SHEETS = 16;
const WRITE_DELAY_MS = 1000;

/**
 * MD5 sums of bodies, worked out once and kept in the cache folder: a file per subject, written whole under another
 * name and renamed. Two processes can share the folder: at worst one works out again what the other already had.
 */
export class DigestStore {
  readonly #options: DigestOptions;
  readonly #folder: string;
  readonly #sheets = new Map<string, Promise<Sheet>>();
  readonly #running = new Map<string, Promise<string>>();
  #writeTimer: NodeJS.Timeout | undefined;
  /** The write under way, if any; it never rejects. */
  #writing: Promise<void> = Promise.resolve();

  constructor(options: DigestOptions) {
    this.#options = options;
    const generation = digestOf(contentVersion(), options.seed).toString('hex').slice(0, 16);
    this.#folder = join(options.cacheFolder, 'digests', generation);
  }

  md5(object: ContentObject): Promise<string> {
    if (object.size === 0) return Promise.resolve(EMPTY_MD5);
    const running = this.#running.get(object.key);
    if (running !== undefined) return running;
    const sum = this.#lookUp(object).finally(() => this.#running.delete(object.key));
    this.#running.set(object.key, sum);
    return sum;
  }

  /** Writes what is not written yet. Nothing is written after that, as long as nothing is asked for. */
  async close(): Promise<void> {
    clearTimeout(this.#writeTimer);
    this.#writeTimer = undefined;
    await this.#write();
  }

  async #lookUp(object: ContentObject): Promise<string> {
    const sheet = await this.#sheet(object.key);
    const known = sheet.sums.get(object.key);
    if (known !== undefined) return known;
    const sum = await this.#options.md5(object);
    sheet.sums.set(object.key, sum);
    sheet.changed = true;
    this.#writeTimer ??= setTimeout(() => {
      this.#writeTimer = undefined;
      void this.#write();
    }, WRITE_DELAY_MS).unref();
    return sum;
  }

  async #sheet(key: string): Promise<Sheet> {
    const name = /^[^/]+\/\d{6}(?=\/)/.exec(key)?.[0].replace('/', '-') ?? 'other';
    let sheet = this.#sheets.get(name);
    if (sheet === undefined) {
      sheet = readSheet(join(this.#folder, `${name}.json`));
      this.#sheets.set(name, sheet);
      await this.#forget();
    }
    return sheet;
  }

  async #forget(): Promise<void> {
    for (const [name, pending] of this.#sheets) {
      if (this.#sheets.size <= KEPT_SHEETS) return;
      const sheet = await pending;
      if (!sheet.changed) this.#sheets.delete(name);
    }
  }

  #write(): Promise<void> {
    const written = this.#writing.then(() => this.#writeSheets());
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #writeSheets(): Promise<void> {
    for (const pending of [...this.#sheets.values()]) {
      const sheet = await pending;
      if (!sheet.changed) continue;
      sheet.changed = false;
      await mkdir(this.#folder, { recursive: true });
      const draft = `${sheet.file}.${randomUUID()}.tmp`;
      await writeFile(draft, JSON.stringify(Object.fromEntries(sheet.sums)));
      await rename(draft, sheet.file);
    }
  }
}

async function readSheet(file: string): Promise<Sheet> {
  const sums = new Map<string, string>();
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    for (const [key, sum] of Object.entries(stored ?? {})) if (typeof sum === 'string') sums.set(key, sum);
  } catch {
    // No sheet yet, or one that can't be read: its sums are worked out anew.
  }
  return { file, sums, changed: false };
}

/** Bodies change with the code that makes them, so digests are kept per state of that code and of the listing. */
function contentVersion(): string {
  const hash = createHash('sha256');
  for (const folder of [__dirname, DATA_FOLDER]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex');
}

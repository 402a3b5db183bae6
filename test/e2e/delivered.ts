import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';

export type Digests = ReadonlyMap<string, string>;

/** The MD5 of each object below a prefix, which has no final slash. */
export function below(digests: Digests, prefix: string): Digests {
  return new Map([...digests].filter(([key]) => key.startsWith(`${prefix}/`)));
}

/** Names of files that are not whole yet. */
const unfinished = /^\..*\.hcp-part$/;

/** The MD5 of each file below a folder that a download writes to, and the names of those that are not whole yet. */
export async function delivered(
  target: string,
  prefix: string,
): Promise<{ readonly whole: Digests; readonly parts: readonly string[] }> {
  const entries = await readdir(path.join(target, prefix), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const files = entries.filter((entry) => entry.isFile());
  const whole = new Map<string, string>();
  const parts: string[] = [];
  for (const entry of files) {
    const file = path.join(entry.parentPath, entry.name);
    const key = path.relative(target, file).split(path.sep).join('/');
    if (unfinished.test(entry.name)) {
      parts.push(key);
      continue;
    }
    // A download that runs renames and removes files while they are looked at.
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes) whole.set(key, createHash('md5').update(bytes).digest('hex'));
  }
  return { whole, parts };
}

/** Fails when something that is no whole object has the name of one. @returns the files that are whole */
export async function assertNothingHalf(digests: Digests, target: string, prefix: string): Promise<Digests> {
  const expected = below(digests, prefix);
  const { whole } = await delivered(target, prefix);
  for (const [file, digest] of whole)
    assert.equal(digest, expected.get(file), `${file} is there, and not whole`);
  return whole;
}

/** Fails unless every object is there, whole, and nothing else is. */
export async function assertWhole(digests: Digests, target: string, prefix: string): Promise<void> {
  const found = await delivered(target, prefix);
  assert.deepEqual(found, { whole: below(digests, prefix), parts: [] });
}

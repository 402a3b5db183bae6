import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { md5Of, type MadeObject } from './content';

/** Every file below a folder, as paths with slashes, without the engine's own. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('.hcp/') && path !== 'hcp-manifest.tsv')
    .sort();
}

/** Compares each byte, and that nothing else is there: no part, no leftover. */
export async function assertDelivered(folder: string, objects: readonly MadeObject[]): Promise<void> {
  assert.deepEqual(await filesBelow(folder), objects.map(({ key }) => key).sort());
  await assertWhole(folder, objects);
}

/** Compares each byte of these files. */
export async function assertWhole(folder: string, objects: readonly MadeObject[]): Promise<void> {
  for (const object of objects) {
    const hash = createHash('md5');
    for await (const chunk of createReadStream(join(folder, object.key))) hash.update(chunk as Buffer);
    assert.equal(hash.digest('hex'), md5Of(object), object.key);
  }
}

import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Work } from './trees';
import type { Digests } from './upload';

/**
 * Compares a folder with the work: number of files and bytes, and each file's MD5 when digests are given.
 * What a client keeps for itself (names with a dot in front, our table) does not count.
 * @throws Error that names the first file that is not right
 */
export async function compare(folder: string, work: Work, digests?: Digests): Promise<void> {
  const root = rootOf(folder, work);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter(
      (name) => name !== 'hcp-manifest.tsv' && !name.split(path.sep).some((part) => part.startsWith('.')),
    );
  if (files.length !== work.objects.length) {
    throw new Error(`${String(files.length)} files instead of ${String(work.objects.length)}`);
  }
  for (const { key, size } of work.objects) {
    const file = path.join(root, key.slice(work.prefix.length));
    const found = await stat(file).catch(() => undefined);
    if (found?.size !== size)
      throw new Error(`${key} has ${String(found?.size)} bytes instead of ${String(size)}`);
    if (digests !== undefined && (await md5(file)) !== digests.get(key))
      throw new Error(`${key} has wrong bytes`);
  }
}

/** Some clients keep the prefix below the folder, some do not, and s3cmd keeps the last part of it. */
function rootOf(folder: string, { prefix }: Work): string {
  const kept = [prefix, `${path.posix.basename(prefix)}/`].map((part) => path.join(folder, part));
  return kept.find((candidate) => existsSync(candidate)) ?? folder;
}

async function md5(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

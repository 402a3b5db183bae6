import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Work } from './trees';
import type { Digests } from './upload';

/**
 * What is wrong in a folder, compared with the work: size of each file, and its MD5 when digests are given.
 * What a client keeps for itself (names with a dot in front, our table) does not count.
 * @param unfinished whether files may be missing
 */
export async function faultsOf(
  folder: string,
  work: Work,
  digests?: Digests,
  unfinished = false,
): Promise<readonly string[]> {
  const root = rootOf(folder, work);
  const faults: string[] = [];
  const names = new Set(work.objects.map(({ key }) => path.normalize(key.slice(work.prefix.length))));
  for (const name of await filesBelow(root)) {
    if (!names.has(name)) faults.push(`${name} is not part of the work`);
  }
  for (const { key, size } of work.objects) {
    const file = path.join(root, key.slice(work.prefix.length));
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) {
      if (!unfinished) faults.push(`${key} is missing`);
    } else if (found.size !== size) {
      faults.push(`${key} has ${String(found.size)} bytes instead of ${String(size)}`);
    } else if (digests !== undefined && (await md5(file)) !== digests.get(key)) {
      faults.push(`${key} has wrong bytes`);
    }
  }
  return faults;
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.endsWith('hcp-manifest.tsv'))
    .filter((name) => !name.split(path.sep).some((part) => part.startsWith('.')));
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

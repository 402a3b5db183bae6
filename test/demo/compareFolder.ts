import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { sandboxDigests } from '../e2e/digests';
import type { RunningSandbox } from './sandboxProcess';

export interface Comparison {
  readonly files: number;
  readonly bytes: number;
  /** Files whose MD5 is that of the object, as another client reads it. */
  readonly verified: number;
}

/** Compares the files of a download with the objects of the bucket, read by an independent client. */
export async function compareFolder(
  sandbox: RunningSandbox,
  target: string,
  prefix: string,
): Promise<Comparison> {
  const expected = await sandboxDigests(sandbox, prefix);
  let [files, bytes, verified] = [0, 0, 0];
  for (const [key, digest] of expected) {
    const file = path.join(target, ...key.split('/'));
    const found = await stat(file).catch(() => undefined);
    if (!found) throw new Error(`${key} was not downloaded.`);
    files += 1;
    bytes += found.size;
    if (
      createHash('md5')
        .update(await readFile(file))
        .digest('hex') === digest
    )
      verified += 1;
  }
  return { files, bytes, verified };
}

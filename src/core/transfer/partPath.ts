import { hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { partName } from './paths';

/**
 * The absolute path of a file that is not whole yet, beside its final one. It depends on the key alone, so that
 * a later run finds what an earlier one has left.
 */
export function partPath({ key, path }: { readonly key: string; readonly path: string }): string {
  const id = hash('sha256', key).slice(0, 8);
  return join(dirname(path), partName(basename(path), id));
}

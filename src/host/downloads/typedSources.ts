import type { ObjectStore } from '../../core/bucket/objectStore';
import { isSubjectId } from '../../core/catalog/subjects';
import { HcpError } from '../../core/errors';

/**
 * What a person typed, as paths of the bucket: subject IDs (several, with commas or spaces between them) or
 * one path below the release, or a whole path, with or without `s3://<bucket>/` before it.
 * @param release the chosen release with its final slash; empty when none was chosen
 */
export function typedPaths(text: string, release: string): readonly string[] {
  const trimmed = text.trim();
  const ids = trimmed.split(/[\s,;]+/).filter((piece) => piece !== '');
  if (release !== '' && ids.length > 0 && ids.every(isSubjectId)) return ids.map((id) => `${release}${id}/`);
  const path = trimmed.replace(/^s3:\/\/[^/]*\//i, '').replace(/^\/+/, '');
  if (path === '') return [];
  return [release === '' || path.startsWith(release) ? path : `${release}${path}`];
}

/**
 * Finds what a typed path stands for: an object, or a folder whose final slash was left out.
 * @throws HcpError `bucket.notFound` and those of the store
 */
export async function resolvePath(
  store: Pick<ObjectStore, 'list'>,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  if (!path.endsWith('/')) {
    // The bucket refuses to list a release without its final slash, so a folder is looked for first.
    const below = await store.list({ prefix: `${path}/`, maxKeys: 1 }, signal);
    if (below.objects.length > 0) return `${path}/`;
  }
  const found = await store.list({ prefix: path, maxKeys: 1 }, signal);
  const [object] = found.objects;
  if (!object || (object.key !== path && !path.endsWith('/'))) {
    throw new HcpError('bucket.notFound', { key: path });
  }
  return path;
}

import type { ListPage, ListRequest } from '../../../src/core/bucket/objectStore';
import { throwIfCancelled } from '../../../src/core/errors';

/** Keys in the bucket's order, in pages of ten. With a delimiter, what is below a folder is rolled up. */
export function flatStore(keys: readonly string[]) {
  return {
    list: ({ prefix, delimiter, from, maxKeys }: ListRequest, signal?: AbortSignal): Promise<ListPage> => {
      throwIfCancelled(signal);
      const entries = new Set(
        keys
          .filter((key) => key.startsWith(prefix))
          .map((key) => {
            const slash = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
            return slash < 0 ? key : key.slice(0, slash + 1);
          }),
      );
      const start = Number(from ?? 0);
      const page = [...entries].slice(start, start + Math.min(10, maxKeys ?? 10));
      const end = start + page.length;
      return Promise.resolve({
        prefixes: page.filter((entry) => entry.endsWith('/')),
        objects: page
          .filter((entry) => !entry.endsWith('/'))
          .map((key) => ({ key, size: 1, etag: 'etag', lastModified: new Date(0) })),
        next: end < entries.size ? String(end) : undefined,
      });
    },
  };
}

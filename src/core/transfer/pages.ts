import type { ListPage, ListRequest, ObjectStore } from '../bucket/objectStore';
import { withRetries } from './retry';

/** The pages of a listing, each asked for when the one before has been used. @throws as `ObjectStore.list` */
export async function* pagesOf(
  store: Pick<ObjectStore, 'list'>,
  request: ListRequest,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  let from: string | undefined;
  do {
    const next = { ...request, ...(from !== undefined && { from }) };
    const page = await withRetries(() => store.list(next, signal), signal);
    yield page;
    from = page.next;
  } while (from !== undefined);
}

import type { ObjectStore } from '../../core/bucket/objectStore';
import { HcpError } from '../../core/errors';
import type { Account } from '../services';

/**
 * The same store, which looks what the other windows did before a pair is called dead: with a newer pair the
 * work is done once more, and nobody is asked. What it does must be safe to repeat, as all reading is.
 */
export function followingPair(
  store: ObjectStore,
  account: Pick<Account, 'accessKeyId' | 'refresh'>,
): ObjectStore {
  const following = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = account.accessKeyId;
    try {
      return await work();
    } catch (error) {
      if (!HcpError.is(error, 'keys.unknown', 'keys.secret', 'keys.missing')) throw error;
      const replaced = await account.refresh();
      if (replaced) throw replaced;
      if (account.accessKeyId === undefined || account.accessKeyId === before) throw error;
      return work();
    }
  };
  return {
    list: (request, signal) => following(() => store.list(request, signal)),
    head: (key, signal) => following(() => store.head(key, signal)),
    read: (key, request, signal) => following(() => store.read(key, request, signal)),
  };
}

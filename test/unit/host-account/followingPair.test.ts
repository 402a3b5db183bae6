import assert from 'node:assert/strict';
import type { ListPage, ObjectStore } from '../../../src/core/bucket/objectStore';
import { HcpError } from '../../../src/core/errors';
import { followingPair } from '../../../src/host/account/followingPair';
import { refused } from '../core/refused';

const page: ListPage = { objects: [], prefixes: [], next: undefined };

/** A bucket that knows one pair only, and an account that learns of it when it is refreshed. */
function scene({ first, refreshed, known, replaced }: Scene) {
  const asked: (string | undefined)[] = [];
  const account = {
    accessKeyId: first as string | undefined,
    refreshes: 0,
    refresh: () => {
      account.refreshes += 1;
      account.accessKeyId = refreshed;
      return Promise.resolve(replaced);
    },
  };
  const list = () => {
    asked.push(account.accessKeyId);
    return account.accessKeyId === known
      ? Promise.resolve(page)
      : Promise.reject(new HcpError('keys.unknown'));
  };
  const none = () => Promise.reject(new HcpError('bucket.denied'));
  const store: ObjectStore = { list, head: none, read: none };
  return { asked, account, store: followingPair(store, account) };
}

interface Scene {
  readonly first: string;
  readonly refreshed: string | undefined;
  readonly known: string;
  readonly replaced?: HcpError;
}

describe('a store that follows the pair of other windows', () => {
  it('reads once more with a newer pair, and asks nobody', async () => {
    const { store, asked } = scene({ first: 'old', refreshed: 'new', known: 'new' });
    assert.equal(await store.list({ prefix: '' }), page);
    assert.deepEqual(asked, ['old', 'new']);
  });

  it('reads once more once only', async () => {
    const { store, asked } = scene({ first: 'old', refreshed: 'new', known: 'newest' });
    await refused(store.list({ prefix: '' }), 'keys.unknown');
    assert.deepEqual(asked, ['old', 'new']);
  });

  it('tells the refusal when there is no other pair', async () => {
    for (const refreshed of ['old', undefined]) {
      const { store, asked } = scene({ first: 'old', refreshed, known: 'new' });
      await refused(store.list({ prefix: '' }), 'keys.unknown');
      assert.deepEqual(asked, ['old']);
    }
  });

  it('tells of a newer pair that can’t be read here', async () => {
    const replaced = new HcpError('keys.replaced', { accessKeyId: 'new' });
    const { store } = scene({ first: 'old', refreshed: 'old', known: 'new', replaced });
    await refused(store.list({ prefix: '' }), 'keys.replaced', { accessKeyId: 'new' });
  });

  it('looks at nothing for another refusal', async () => {
    const { store, account } = scene({ first: 'old', refreshed: 'new', known: 'new' });
    await refused(store.head('key'), 'bucket.denied');
    assert.equal(account.refreshes, 0);
  });
});

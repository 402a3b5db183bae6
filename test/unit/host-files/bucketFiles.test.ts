import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import { Listings } from '../../../src/host/explorer/listings';
import { BucketFiles } from '../../../src/host/files/bucketFiles';
import { entryOf, MemoryStore } from '../host-explorer/memoryStore';

const keys = ['R/', 'R/100307/a.txt', 'R/100307/b [x]+,.json', 'R/list.txt'];
const { signal } = new AbortController();

function files(pageSize?: number) {
  const store = new MemoryStore(keys, pageSize);
  const listings = new Listings(store);
  return { store, listings, files: new BucketFiles(store, listings) };
}

describe('BucketFiles', () => {
  it('finds files and folders by asking the bucket', async () => {
    const { files: bucket } = files();
    assert.deepEqual(await bucket.find('R/list.txt', signal), { kind: 'file', entry: entryOf('R/list.txt') });
    for (const folder of ['', 'R', 'R/100307']) {
      assert.deepEqual(await bucket.find(folder, signal), { kind: 'folder' }, folder);
    }
  });

  it('says that nothing is there', async () => {
    for (const key of ['R/none.txt', 'R/100307/a.txt/b', 'R/10030', 'S']) {
      await assert.rejects(
        files().files.find(key, signal),
        (error) => HcpError.is(error, 'bucket.notFound'),
        key,
      );
    }
  });

  it('asks nothing when a listing has the answer', async () => {
    const { store, listings, files: bucket } = files();
    await listings.get('R/');
    await listings.get('R/100307/');
    store.requests.length = 0;
    assert.equal((await bucket.find('R/list.txt', signal)).kind, 'file');
    assert.equal((await bucket.find('R/100307', signal)).kind, 'folder');
    assert.equal((await bucket.find('R', signal)).kind, 'folder');
    assert.deepEqual(store.requests, []);
  });

  it('looks at the folder when HEAD is refused, which may mean a missing object', async () => {
    const { store, files: bucket } = files();
    store.failures.push(new HcpError('bucket.denied'));
    await assert.rejects(bucket.find('R/none', signal), (error) => HcpError.is(error, 'bucket.notFound'));
    store.failures.push(new HcpError('bucket.denied'), new HcpError('bucket.denied'));
    await assert.rejects(bucket.find('R/list.txt', signal), (error) => HcpError.is(error, 'bucket.denied'));
  });

  it('never takes a failure for a missing file', async () => {
    for (const code of ['keys.missing', 'keys.unknown', 'bucket.unreachable'] as const) {
      const { store, files: bucket } = files();
      store.failures.push(new HcpError(code));
      await assert.rejects(bucket.find('R/list.txt', signal), (error) => HcpError.is(error, code));
    }
  });

  it('names all that is in a folder, over all pages', async () => {
    const { files: bucket } = files(1);
    assert.deepEqual(await bucket.names('R'), [
      ['100307', 'folder'],
      ['list.txt', 'file'],
    ]);
    assert.deepEqual(await bucket.names('R/100307'), [
      ['a.txt', 'file'],
      ['b [x]+,.json', 'file'],
    ]);
    assert.deepEqual(await bucket.names(''), [['R', 'folder']]);
  });

  it('reads the start or the whole', async () => {
    const { store, files: bucket } = files();
    const entry = entryOf('R/list.txt');
    assert.equal(Buffer.from(await bucket.whole(entry, signal)).toString(), 'R/list.txt');
    assert.equal(Buffer.from(await bucket.start(entry.key, 3, signal)).toString(), 'R/l');
    assert.deepEqual(store.requests.at(-1), 'read R/list.txt 0-3');
  });

  it('does not ask for the body of an empty file', async () => {
    const { store, files: bucket } = files();
    assert.equal((await bucket.whole({ ...entryOf('R/empty'), size: 0 }, signal)).length, 0);
    assert.deepEqual(store.requests, []);
  });

  it('does not pass another object off as the one that was listed', async () => {
    const stale = { ...entryOf('R/list.txt'), etag: 'former' };
    await assert.rejects(files().files.whole(stale, signal), (error) => HcpError.is(error, 'bucket.changed'));
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const { store, files: bucket } = files();
    const release = store.hold();
    const reading = bucket.whole(entryOf('R/list.txt'), controller.signal);
    controller.abort();
    release();
    await assert.rejects(reading, (error) => HcpError.is(error, 'cancelled'));
  });
});

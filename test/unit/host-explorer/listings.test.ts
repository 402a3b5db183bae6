import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import { Listings } from '../../../src/host/explorer/listings';
import { MemoryStore } from './memoryStore';

const letters = 'abcdefghij'.split('');
const numbered = letters.map((letter) => `P/${letter}.txt`);
const keysOf = (listing: { readonly files: readonly { readonly key: string }[] }) =>
  listing.files.map(({ key }) => key);

describe('Listings', () => {
  it('tells folders from files and hides folder markers', async () => {
    const listings = new Listings(new MemoryStore(['P/', 'P/a/x', 'P/a/y', 'P/b.txt', 'P/c/']));
    const { folders, files, complete, problem } = await listings.get('P/');
    assert.deepEqual(folders, ['P/a/', 'P/c/']);
    assert.deepEqual(
      files.map(({ key }) => key),
      ['P/b.txt'],
    );
    assert.deepEqual([complete, problem], [true, undefined]);
  });

  it('answers from what it has', async () => {
    const store = new MemoryStore(numbered);
    const listings = new Listings(store);
    assert.equal(listings.peek('P/'), undefined);
    const first = await listings.get('P/');
    assert.equal(await listings.get('P/'), first);
    assert.equal(listings.peek('P/'), first);
    assert.deepEqual(store.requests, ['list P/']);
  });

  it('sends one request for all who ask at the same time', async () => {
    const store = new MemoryStore(numbered, 4);
    const listings = new Listings(store);
    const release = store.hold();
    const asked = [listings.get('P/'), listings.get('P/'), listings.more('P/')];
    release();
    for (const listing of await Promise.all(asked)) assert.equal(listing.files.length, 4);
    assert.equal(store.requests.length, 1);
  });

  it('goes on page by page until all is there', async () => {
    const listings = new Listings(new MemoryStore(numbered, 4));
    assert.equal((await listings.get('P/')).complete, false);
    const second = await listings.more('P/');
    assert.deepEqual([second.files.length, second.complete], [8, false]);
    const third = await listings.more('P/');
    assert.deepEqual([third.files.length, third.complete], [10, true]);
    assert.equal(await listings.more('P/'), third);
    assert.deepEqual(keysOf(await new Listings(new MemoryStore(numbered, 3)).all('P/')), numbered);
  });

  it('comes back with as many pages as there were', async () => {
    const store = new MemoryStore(numbered, 4);
    const listings = new Listings(store);
    await listings.get('P/');
    await listings.more('P/');
    listings.drop('P/');
    assert.equal((await listings.get('P/')).files.length, 8);
    listings.clear();
    assert.equal((await listings.get('P/')).files.length, 4);
  });

  it('drops a prefix with all below it and nothing else', async () => {
    const listings = new Listings(new MemoryStore(['P/a/x', 'Q/y']));
    for (const prefix of ['P/', 'P/a/', 'Q/']) await listings.get(prefix);
    listings.drop('P/');
    assert.deepEqual([listings.peek('P/'), listings.peek('P/a/')], [undefined, undefined]);
    assert.ok(listings.peek('Q/'));
  });

  it('cancels what is under way when it is dropped, and never shows the late answer', async () => {
    const store = new MemoryStore(numbered);
    const listings = new Listings(store);
    const release = store.hold();
    const late = listings.get('P/');
    listings.drop('P/');
    const fresh = listings.get('P/');
    release();
    await assert.rejects(late, (error) => HcpError.is(error, 'cancelled'));
    assert.equal((await fresh).files.length, 10);
    assert.equal(store.requests.length, 2);
  });

  it('rejects, and asks again, when nothing is known yet', async () => {
    const store = new MemoryStore(numbered);
    store.failures.push(new HcpError('bucket.denied'));
    const listings = new Listings(store);
    await assert.rejects(listings.get('P/'), (error) => HcpError.is(error, 'bucket.denied'));
    assert.equal((await listings.get('P/')).files.length, 10);
  });

  it('keeps the pages that are there when the next one fails, and says why', async () => {
    const store = new MemoryStore(numbered, 4);
    store.failures.push(undefined, new HcpError('bucket.busy'));
    const listings = new Listings(store);
    await listings.get('P/');
    const broken = await listings.more('P/');
    assert.deepEqual([broken.files.length, broken.complete, broken.problem?.code], [4, false, 'bucket.busy']);
    const mended = await listings.more('P/');
    assert.deepEqual([mended.files.length, mended.problem], [8, undefined]);
  });

  it('does not take a part for the whole', async () => {
    const store = new MemoryStore(numbered, 4);
    store.failures.push(undefined, new HcpError('bucket.unreachable'));
    await assert.rejects(new Listings(store).all('P/'), (error) => HcpError.is(error, 'bucket.unreachable'));
  });

  it('holds a bounded number of prefixes, the latest ones', async () => {
    const listings = new Listings(new MemoryStore(['P/x']));
    for (let index = 0; index < 600; index++) await listings.get(`${String(index)}/`);
    assert.equal(listings.peek('0/'), undefined);
    assert.ok(listings.peek('599/'));
  });
});

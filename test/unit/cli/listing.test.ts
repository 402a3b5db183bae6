import assert from 'node:assert/strict';
import { du } from '../../../src/cli/du';
import { ls } from '../../../src/cli/ls';
import { HcpError } from '../../../src/core/errors';
import { refused } from '../core/refused';
import { ListStore, stage } from './fakes';

const keys = ['r/a/1', 'r/a/b/22', 'r/c/', 'r/c/3', 'r/e\u001b', 'r/file'];

describe('ls and du', () => {
  it('lists a folder: names that get takes, nothing that a terminal obeys', async () => {
    const { session, out } = stage(keys);
    const { exit, summary } = await ls(session, 'r/', false);
    assert.deepEqual(out.lines, [
      '                    folder  r/a/',
      '                    folder  r/c/',
      '2017-03-01 12:00       4 B  r/e\\u001b',
      '2017-03-01 12:00       6 B  r/file',
    ]);
    assert.deepEqual({ exit, summary }, { exit: 0, summary: { ls: { objects: 2, prefixes: 2, bytes: 10 } } });
  });

  it('lists all below a folder as events', async () => {
    const { session, out } = stage([], { json: true, store: new ListStore(keys, 2) });
    await ls(session, 's3://hcp-openaccess/r/a', true);
    assert.deepEqual(
      out.lines.map((line) => JSON.parse(line) as unknown),
      ['r/a/1', 'r/a/b/22'].map((key) => ({
        event: 'object',
        key,
        size: key.length,
        etag: 'e'.repeat(32),
        lastModified: '2017-03-01T12:00:00.000Z',
      })),
    );
  });

  it('lists one file, and not those whose names begin with it', async () => {
    const { session, out } = stage(['r/x', 'r/x-2', 'r/x.gz']);
    await ls(session, 'r/x', false);
    assert.deepEqual(out.lines, ['2017-03-01 12:00       3 B  r/x']);
  });

  it('writes each page when it has come', async () => {
    const store = new ListStore(keys, 1);
    const { session, out } = stage([], { store });
    const seen: string[] = [];
    const list = store.list.bind(store);
    store.list = (request) => {
      seen.push(out.text.trim().split(' ').at(-1) ?? '');
      return list(request);
    };
    await ls(session, 'r/', true);
    assert.deepEqual(seen, ['', 'r/a/1', 'r/a/b/22', 'r/c/', 'r/c/3', 'r/e\\u001b']);
  });

  it('asks for no more pages when nobody reads', async () => {
    const store = new ListStore(keys, 1);
    const { session, output } = stage([], { store });
    Object.defineProperty(output, 'readerLeft', { value: true });
    const { exit } = await ls(session, 'r/', true);
    assert.deepEqual([exit, store.listed.length], [0, 1]);
  });

  it('says that there is nothing', async () => {
    await refused(ls(stage(keys).session, 'r/none/', false), 'bucket.notFound');
    await refused(ls(stage(keys).session, 'r/fil', false), 'bucket.notFound');
    await refused(du(stage(keys).session, 'r/none/'), 'bucket.notFound');
  });

  it('adds up each folder and all of it, in order', async () => {
    const { session, out } = stage([], { store: new ListStore(keys, 1) });
    const { summary } = await du(session, 'r');
    assert.deepEqual(summary, { du: { files: 5, bytes: 5 + 8 + 5 + 4 + 6 } });
    assert.deepEqual(
      out.lines.map((line) => line.trim().replace(/ +/g, ' ')),
      ['13 B 2 files r/a/', '5 B 1 file r/c/', '28 B 5 files r/'],
    );
  });

  it('takes the progress line of du away when a listing fails', async () => {
    const store = new ListStore(keys, 1000, (prefix) => prefix === 'r/c/');
    const { session } = stage([], { store, terminal: true });
    const error = await refused(du(session, 'r/'), 'bucket.denied');
    assert.ok(HcpError.is(error));
  });
});

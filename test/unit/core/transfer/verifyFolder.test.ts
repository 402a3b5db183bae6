import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { ListRequest, ObjectEntry, ObjectStore } from '../../../../src/core/bucket/objectStore';
import type { Digest } from '../../../../src/core/catalog/manifests';
import { HcpError } from '../../../../src/core/errors';
import { openDelivered } from '../../../../src/core/transfer/delivered';
import type { DeliveredRow } from '../../../../src/core/transfer/manifestTable';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { segmentsOf } from '../../../../src/core/transfer/paths';
import { inBucketOrder } from '../../../../src/core/transfer/sources';
import { verifyFolder } from '../../../../src/core/transfer/verifyFolder';
import { dated, md5, never, newFolder, planOf, quick, removeFolders } from './support';

/** A bucket that lists as S3 does. */
class ListedStore {
  readonly asked: ListRequest[] = [];
  readonly denied = new Set<string>();
  private readonly keys: readonly string[];

  constructor(
    readonly bodies: Map<string, string>,
    private readonly pageSize = 1_000,
  ) {
    this.keys = [...bodies.keys()].sort(inBucketOrder);
  }

  list: ObjectStore['list'] = (request, signal) => {
    this.asked.push(request);
    const { prefix, delimiter, from, startAfter, maxKeys } = request;
    if (signal?.aborted) return Promise.reject(new HcpError('cancelled'));
    if (this.denied.has(prefix)) return Promise.reject(new HcpError('bucket.denied', { key: prefix }));
    const after = from ?? startAfter ?? '';
    const names = new Set<string>();
    for (const key of this.keys) {
      if (!key.startsWith(prefix)) continue;
      const slash = delimiter ? key.indexOf('/', prefix.length) : -1;
      const name = slash === -1 ? key : key.slice(0, slash + 1);
      if (inBucketOrder(name, after) > 0) names.add(name);
    }
    const page = [...names].slice(0, Math.min(this.pageSize, maxKeys ?? 1_000));
    const isPrefix = (name: string) => delimiter !== undefined && name !== prefix && name.endsWith('/');
    return Promise.resolve({
      objects: page.filter((name) => !isPrefix(name)).map((name) => this.entry(name)),
      prefixes: page.filter(isPrefix),
      next: page.length < names.size ? page.at(-1) : undefined,
    });
  };

  entry(key: string): ObjectEntry {
    const body = this.bodies.get(key) ?? '';
    return { key, size: Buffer.byteLength(body), etag: md5(body), lastModified: dated };
  }
}

describe('verifyFolder', () => {
  let target: string;
  let bodies: Map<string, string>;
  beforeEach(async () => {
    target = await newFolder();
    bodies = new Map();
  });
  afterEach(removeFolders);

  const pathOf = (key: string) => join(target, ...segmentsOf(key, 'file').segments);
  const write = (key: string, body: string) => {
    mkdirSync(dirname(pathOf(key)), { recursive: true });
    writeFileSync(pathOf(key), body);
    utimesSync(pathOf(key), dated, dated);
  };
  const md5For = ({ etag }: ObjectEntry): Promise<Digest | undefined> =>
    Promise.resolve(etag.includes('-') ? undefined : { md5: etag, source: 'etag' });
  const verify = (store: Pick<ObjectStore, 'list'>, signal = never, digests = { md5For }) =>
    verifyFolder(
      {
        target,
        store,
        digests,
        disk: nodeDisk,
        md5: (path) => Promise.resolve(md5(readFileSync(path))),
        retries: quick,
      },
      signal,
    );
  const rowOf = (store: ListedStore, key: string, changes: Partial<DeliveredRow> = {}): DeliveredRow => {
    const { size, etag, lastModified: date } = store.entry(key);
    const path = segmentsOf(key, 'file').segments.join('/');
    return { key, path, size, etag, date, digest: etag, kind: 'md5-etag', release: undefined, ...changes };
  };
  const deliver = async (rows: Iterable<DeliveredRow>) => {
    const log = openDelivered(target, 'a1');
    for (const row of rows) log.add(row);
    await log.finish();
  };
  const brief = (found: { readonly kind: string; readonly key: string }) => `${found.kind} ${found.key}`;

  describe('with a table of what was delivered', () => {
    it('looks at what unfinished jobs have delivered as well, and believes their rows before older ones', async () => {
      for (const name of ['old', 'both', 'new', 'spoilt']) bodies.set(`HCP/${name}`, 'abc');
      const store = new ListedStore(bodies);
      await deliver([rowOf(store, 'HCP/old'), rowOf(store, 'HCP/both', { etag: 'former' })]);
      const unfinished = openDelivered(target, 'b2');
      for (const key of ['HCP/both', 'HCP/new', 'HCP/spoilt']) unfinished.add(rowOf(store, key));
      unfinished.close();
      for (const key of bodies.keys()) write(key, key === 'HCP/spoilt' ? 'abX' : 'abc');
      const report = await verify(store);
      assert.deepEqual([report.whole, report.findings.map(brief)], [3, ['wrong HCP/spoilt']]);
    });

    it('goes by what an unfinished job has delivered where no job has ended yet', async () => {
      for (const name of ['wanted', 'not wanted']) bodies.set(`HCP/${name}`, 'abc');
      const store = new ListedStore(bodies);
      const unfinished = openDelivered(target, 'b2');
      unfinished.add(rowOf(store, 'HCP/wanted'));
      unfinished.close();
      write('HCP/wanted', 'abc');
      const report = await verify(store);
      assert.deepEqual([report.whole, report.findings, report.repair], [1, [], []]);
    });

    it('tells every kind of file apart, and what to download again', async () => {
      for (const name of ['whole', 'wrong', 'short', 'missing', 'changed', 'renamed:', 'link']) {
        bodies.set(`HCP/${name}`, 'abc');
        write(`HCP/${name}`, 'abc');
      }
      bodies.set('HCP/not delivered', 'abc');
      const store = new ListedStore(bodies);
      const rows = [...bodies.keys()]
        .filter((key) => key !== 'HCP/not delivered')
        .map((key) => rowOf(store, key));
      await deliver([...rows.reverse(), rowOf(store, 'HCP/whole', { key: 'HCP/gone' })]);
      write('HCP/wrong', 'abX');
      write('HCP/short', 'ab');
      rmSync(pathOf('HCP/missing'));
      rmSync(pathOf('HCP/link'));
      symlinkSync(pathOf('HCP/whole'), pathOf('HCP/link'));
      bodies.set('HCP/changed', 'xyz');
      const report = await verify(store);
      assert.deepEqual(report.findings.map(brief).sort(), [
        'changed HCP/changed',
        'missing HCP/missing',
        'unknown HCP/gone',
        'unknown HCP/link',
        'wrong HCP/short',
        'wrong HCP/wrong',
      ]);
      const { whole, wrong, missing, changed, unknown } = report;
      assert.deepEqual([whole, wrong, missing, changed, unknown], [2, 2, 1, 1, 2]);
      assert.deepEqual(report.verified, { md5Etag: 2, md5Manifest: 0, sizeOnly: 0 });
      assert.deepEqual([...report.repair].sort(), ['HCP/changed', 'HCP/missing', 'HCP/short', 'HCP/wrong']);
    });

    it('makes the next plan look at a file that is wrong, and at no other', async () => {
      bodies.set('HCP/wrong', 'abc').set('HCP/whole', 'abc');
      write('HCP/wrong', 'abX');
      write('HCP/whole', 'abc');
      const store = new ListedStore(bodies);
      await deliver([rowOf(store, 'HCP/wrong'), rowOf(store, 'HCP/whole')]);
      const states = async () =>
        (await planOf({ store, sources: ['HCP/'], target })).map((item) =>
          item.kind === 'file' ? item.state : '',
        );
      assert.deepEqual(await states(), ['whole', 'whole']);
      await verify(store);
      assert.deepEqual(await states(), ['whole', 'sameSize']);
      assert.deepEqual(statSync(pathOf('HCP/whole')).mtime, dated);
    });

    it('goes by the digest that was written down where nobody tells one now, else by the size', async () => {
      bodies.set('HCP/a', 'abc').set('HCP/b', 'abc').set('HCP/c', 'abc').set('HCP/d', 'abc');
      const store = new ListedStore(bodies);
      await deliver([
        rowOf(store, 'HCP/a', { kind: 'md5-manifest' }),
        rowOf(store, 'HCP/b', { kind: 'md5-manifest' }),
        rowOf(store, 'HCP/c', { kind: 'size', digest: undefined }),
        rowOf(store, 'HCP/d', { kind: 'md5-etag' }),
      ]);
      for (const key of ['HCP/a', 'HCP/d']) write(key, 'abc');
      for (const key of ['HCP/b', 'HCP/c']) write(key, 'abX');
      const report = await verify(store, never, { md5For: () => Promise.resolve(undefined) });
      assert.deepEqual(report.verified, { md5Etag: 1, md5Manifest: 1, sizeOnly: 1 });
      assert.deepEqual(report.findings.map(brief), ['wrong HCP/b']);
    });

    it('asks for few pages, however many keys lie between', async () => {
      for (let n = 10_000; n < 40_000; n++) bodies.set(`HCP_1200/${String(n)}`, '');
      const store = new ListedStore(bodies);
      const dense = Array.from({ length: 2_000 }, (_, n) => `HCP_1200/${String(n + 10_000)}`);
      const sparse = Array.from({ length: 10 }, (_, n) => `HCP_1200/${String(n * 1_900 + 15_000)}`);
      for (const key of [...dense, ...sparse]) write(key, '');
      await deliver([...sparse, ...dense].map((key) => rowOf(store, key)));
      const report = await verify(store);
      assert.equal(report.whole, 2_010);
      assert.ok(store.asked.length <= 14, String(store.asked.length));
    });

    it('finds each key that is there, and no other, whatever lies where', async () => {
      const key = fc.tuple(
        fc.constantFrom('HCP/', 'HCP_1200/'),
        fc.stringMatching(/^[ab\uffee\u{1f600}/]{1,4}$/u),
      );
      const keys = fc.uniqueArray(
        key.map((parts) => parts.join('')),
        { minLength: 1, maxLength: 40 },
      );
      await fc.assert(
        fc.asyncProperty(
          keys,
          fc.func(fc.nat(3)),
          fc.integer({ min: 1, max: 5 }),
          async (all, fate, pageSize) => {
            rmSync(target, { recursive: true });
            mkdirSync(target);
            const listed = all.filter((one) => fate(one) !== 0);
            const delivered = all.filter((one) => fate(one) !== 1);
            const store = new ListedStore(new Map(listed.map((one) => [one, one])), pageSize);
            await deliver(delivered.map((one) => rowOf(store, one)));
            const report = await verify(store);
            const expected = delivered.map((one) => `${fate(one) === 0 ? 'unknown' : 'missing'} ${one}`);
            assert.deepEqual(report.findings.map(brief).sort(), expected.sort());
          },
        ),
        { numRuns: 200 },
      );
    });

    it('says what may not be looked at, and goes on', async () => {
      bodies.set('HCP/a', 'abc').set('HCP_900/a', 'abc').set('HCP_900/b', 'abc');
      for (const key of bodies.keys()) write(key, 'abc');
      const store = new ListedStore(bodies);
      await deliver([...bodies.keys()].map((key) => rowOf(store, key)));
      store.denied.add('HCP_900/');
      const report = await verify(store);
      assert.equal(report.whole, 1);
      assert.deepEqual(
        report.findings.map((found) => found.kind === 'unknown' && [found.key, found.error.code]),
        [
          ['HCP_900/a', 'bucket.denied'],
          ['HCP_900/b', 'bucket.denied'],
        ],
      );
    });

    it('does not touch what a table names outside of the folder', async () => {
      const outside = await newFolder();
      writeFileSync(join(outside, 'x'), 'abX');
      utimesSync(join(outside, 'x'), dated, dated);
      bodies.set('HCP/a', 'abc');
      const store = new ListedStore(bodies);
      await deliver([rowOf(store, 'HCP/a', { path: `../${outside.split('/').at(-1)!}/x` })]);
      assert.deepEqual((await verify(store)).findings.map(brief), ['missing HCP/a']);
      assert.deepEqual(statSync(join(outside, 'x')).mtime, dated);
    });

    it('ends with what concerns all of the bucket', async () => {
      bodies.set('HCP/a', 'abc');
      await deliver([rowOf(new ListedStore(bodies), 'HCP/a')]);
      const dead = { list: () => Promise.reject(new HcpError('keys.unknown')) };
      await assert.rejects(verify(dead), { code: 'keys.unknown' });
    });

    it('can be cancelled, and then claims nothing', async () => {
      for (let n = 0; n < 50; n++) bodies.set(`HCP/${String(n)}`, 'abc');
      for (const key of bodies.keys()) write(key, 'abc');
      const store = new ListedStore(bodies);
      await deliver([...bodies.keys()].map((key) => rowOf(store, key)));
      const stop = new AbortController();
      let looked = 0;
      const digests = {
        md5For: (entry: ObjectEntry) => {
          if (++looked === 10) stop.abort();
          return md5For(entry);
        },
      };
      await assert.rejects(verify(store, stop.signal, digests), { code: 'cancelled' });
      assert.ok(looked < 20);
      assert.deepEqual(statSync(pathOf('HCP/49')).mtime, dated);
    });
  });

  describe('without a table', () => {
    it('compares each folder of a release that holds files', async () => {
      for (const key of ['a/1', 'a/2', 'a/3', 'a/marker/', 'b/1', 'a/deep/er/1', 'a/deep/2'])
        bodies.set(`HCP_1200/100307/${key}`, key.endsWith('/') ? '' : 'abc');
      bodies.set('HCP_1200/list.txt', 'abc').set('elsewhere/1', 'abc');
      write('HCP_1200/100307/a/1', 'abc');
      write('HCP_1200/100307/a/2', 'abX');
      write('HCP_1200/100307/a/extra', 'abc');
      write('HCP_1200/100307/a/deep/er/1', 'abc');
      write('elsewhere/other', 'abc');
      mkdirSync(join(target, 'HCP_1200/100307/b'));
      writeFileSync(join(target, 'HCP_1200/100307/b/.1.01234567.hcp-part'), '');
      const report = await verify(new ListedStore(bodies, 2));
      assert.deepEqual(report.findings.map(brief), [
        'wrong HCP_1200/100307/a/2',
        'missing HCP_1200/100307/a/3',
      ]);
      assert.equal(report.whole, 2);
      assert.deepEqual(report.repair, ['HCP_1200/100307/a/2', 'HCP_1200/100307/a/3']);
    });

    it('says which folder may not be looked at, and follows no link', async () => {
      bodies.set('HCP/x/1', 'abc').set('HCP/y/1', 'abc').set('HCP/z/1', 'abc');
      write('HCP/x/1', 'abc');
      write('HCP/y/1', 'abc');
      symlinkSync(join(target, 'HCP/x'), join(target, 'HCP/z'));
      const store = new ListedStore(bodies);
      store.denied.add('HCP/x/');
      const report = await verify(store);
      assert.deepEqual(report.findings.map(brief), ['unknown HCP/x/']);
      assert.equal(report.whole, 1);
    });

    it('finds nothing in a folder that is not there', async () => {
      rmSync(target, { recursive: true });
      const { whole, findings } = await verify(new ListedStore(new Map([['HCP/a', 'abc']])));
      assert.deepEqual([whole, findings], [0, []]);
      assert.equal(existsSync(target), false);
    });
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { ObjectEntry, ObjectStore } from '../../../../src/core/bucket/objectStore';
import { readManifest } from '../../../../src/core/catalog/manifestFile';
import { createDigestSource } from '../../../../src/core/catalog/manifests';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { bytesOf, storeOn } from '../bucket/fixture';
import { refused } from '../refused';

const a = 'a'.repeat(32);
const b = 'b'.repeat(32);
const manifestOf = (...items: unknown[]) => JSON.stringify({ DownloadManifest: { Includes: items } });
const read = (text: string) => Object.fromEntries(readManifest(text, '100307'));

describe('the catalog: reading a manifest', () => {
  it('knows MD5 and path by their values, whatever they are called', () => {
    assert.deepEqual(read(manifestOf({ Uri: '100307/T1w/x.nii.gz', MD5: a.toUpperCase(), Size: 5 })), {
      '100307/T1w/x.nii.gz': a,
      'T1w/x.nii.gz': a,
    });
    const nested = {
      name: 'x.nii.gz',
      file: { path: '/data/HCP_1200/100307/T1w/x.nii.gz' },
      sum: { value: a },
    };
    assert.equal(read(manifestOf(nested))['T1w/x.nii.gz'], a);
    assert.equal(read(JSON.stringify({ Includes: [{ p: 'T1w/x', m: a }] }))['T1w/x'], a);
    assert.equal(read(JSON.stringify([{ p: 'T1w\\x', m: a }]))['T1w/x'], a);
  });

  it('does not take the subject’s FreeSurfer folder for the subject’s folder', () => {
    const found = read(
      manifestOf({ p: 'HCP_1200/100307/T1w/100307/mri/x', m: a }, { p: 'HCP_1200/100307/mri/x', m: b }),
    );
    assert.equal(found['T1w/100307/mri/x'], a);
    assert.equal(found['mri/x'], b);
    assert.equal(read(manifestOf({ p: 'T1w/100307/mri/x', m: a }))['T1w/100307/mri/x'], a);
  });

  it('says nothing where items are contradictory or incomplete', () => {
    assert.deepEqual(read(manifestOf({ p: 'x/y', m: a }, { p: 'x/y', m: b })), {});
    assert.deepEqual(read(manifestOf({ p: 'x/y', m: a, other: b }, { p: 'x/z' }, { m: a })), {});
  });

  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '<html>',
    '{"DownloadManifest":{"Includes":[1]}}',
    '{"DownloadManifest":',
  ]) {
    it(`takes ${JSON.stringify(text)} as an empty manifest`, () => {
      assert.deepEqual(read(text), {});
    });
  }
});

describe('the catalog: digests', () => {
  const folder = 'HCP_1200/100307/';
  const unproc = `${folder}unprocessed/3T/T1w_MPR1/x.nii.gz`;
  const entry = (key: string, etag = `${a}-3`): ObjectEntry => ({
    key,
    size: 1,
    etag,
    lastModified: new Date(0),
  });
  let sandbox: Sandbox;
  let store: ObjectStore & { dispose(): void };
  before(async () => {
    sandbox = await startSandbox({
      content: smallContent({
        [`${folder}.xdlm/100307_3T_Structural_unproc.json`]: manifestOf({
          p: '100307/unprocessed/3T/T1w_MPR1/x.nii.gz',
          m: b,
        }),
        [`${folder}.xdlm/100307_3T_Diffusion_unproc.json`]: 'not JSON',
        [`${folder}x`]: 'x',
      }),
    });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    store = storeOn(sandbox);
  });
  afterEach(() => {
    store.dispose();
  });
  const reads = () => sandbox.control.requests().filter(({ operation }) => operation === 'get').length;

  it('are the ETag where it is an MD5', async () => {
    assert.deepEqual(await createDigestSource(store).md5For(entry(unproc, a.toUpperCase())), {
      md5: a,
      source: 'etag',
    });
    assert.equal(reads(), 0);
  });

  it('are the manifest’s where it is not, read once for all that ask', async () => {
    const source = createDigestSource(store);
    const all = await Promise.all(Array.from({ length: 20 }, () => source.md5For(entry(unproc))));
    assert.ok(all.every((digest) => digest?.md5 === b && digest.source === 'manifest'));
    assert.equal(await source.md5For(entry(`${folder}unprocessed/3T/T1w_MPR1/not-in-it.nii.gz`)), undefined);
    assert.equal(reads(), 1);
  });

  it('are unknown without a manifest, with an unreadable one, and outside of subjects', async () => {
    const source = createDigestSource(store);
    for (const key of [
      `${folder}T1w/x.nii.gz`,
      `${folder}unprocessed/3T/Diffusion/x.nii.gz`,
      `${folder}MEG/Restin/x`,
      `${folder}x`,
      'HCP/UR100.txt',
    ]) {
      assert.equal(await source.md5For(entry(key)), undefined, key);
    }
    const before = reads();
    assert.equal(await source.md5For(entry(`${folder}T1w/y.nii.gz`)), undefined);
    assert.equal(reads(), before, 'a missing manifest is not asked for again');
  });

  it('are asked for again after a failure that may pass', async () => {
    const source = createDigestSource(store);
    sandbox.control.addFault({
      server: 'bucket',
      pattern: 'Structural_unproc',
      kind: 'dropAfter',
      bytes: 5,
      times: 1,
    });
    // That it is unknown at the moment does not mean that nobody tells it.
    await assert.rejects(source.md5For(entry(unproc)), { retryable: true });
    assert.equal((await source.md5For(entry(unproc)))?.md5, b);
  });

  it('are not given up for the pair’s sake', async () => {
    sandbox.control.killKey('ready');
    await refused(createDigestSource(store).md5For(entry(unproc)), 'keys.unknown');
  });

  it('are not waited for once it is cancelled, and others still get theirs', async () => {
    const source = createDigestSource(store);
    sandbox.control.addFault({ server: 'bucket', pattern: '', kind: 'delay', milliseconds: 300 });
    const stop = new AbortController();
    const cancelled = source.md5For(entry(unproc), stop.signal);
    const other = source.md5For(entry(unproc));
    stop.abort();
    await refused(cancelled, 'cancelled');
    assert.equal((await other)?.md5, b);
    await refused(source.md5For(entry(unproc), AbortSignal.abort()), 'cancelled');
  });

  it('are kept for a bounded number of manifests', async () => {
    const asked: string[] = [];
    const source = createDigestSource({
      read: (key) => {
        asked.push(key);
        return Promise.resolve({
          etag: a,
          length: 0,
          totalSize: 0,
          lastModified: new Date(0),
          chunks: (async function* () {
            yield await Promise.resolve(
              Buffer.from(manifestOf({ p: 'unprocessed/3T/T1w_MPR1/x.nii.gz', m: b })),
            );
          })(),
        });
      },
    });
    const ask = (subject: number) =>
      source.md5For(entry(`HCP_1200/${String(subject)}/unprocessed/3T/T1w_MPR1/x.nii.gz`));
    for (let subject = 100_000; subject < 100_064; subject += 1) await ask(subject);
    await ask(100_000);
    assert.equal(asked.length, 64, 'all of them are kept');
    await ask(100_064);
    await ask(100_000);
    assert.equal(asked.length, 65, 'what was used last is kept');
    await ask(100_001);
    assert.equal(asked.length, 66, 'what was not used for longest is not');
  });
});

describe('the catalog: digests of a real subject', () => {
  it('are those of the bytes that the bucket serves', async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), 'hcp-digests-'));
    const sandbox = await startSandbox({ seed: 'manifests', cacheFolder });
    const store = storeOn(sandbox);
    const { objects } = await store.list({ prefix: 'HCP_1200/100307/unprocessed/3T/T1w_MPR1/' });
    const source = createDigestSource(store);
    const digests = await Promise.all(objects.map((object) => source.md5For(object)));
    assert.ok(digests.some((digest) => digest?.source === 'manifest'));
    const smallest = objects
      .map((object, at) => ({ object, digest: digests[at] }))
      .filter(({ digest }) => digest?.source === 'manifest')
      .sort((x, y) => x.object.size - y.object.size)[0]!;
    const bytes = await bytesOf(await store.read(smallest.object.key));
    assert.equal(smallest.digest!.md5, createHash('md5').update(bytes).digest('hex'));
    store.dispose();
    await sandbox.close();
    await rm(cacheFolder, { recursive: true });
  });
});

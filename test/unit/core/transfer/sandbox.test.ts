import assert from 'node:assert/strict';
import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import type { HcpErrorCode } from '../../../../src/core/errors';
import { runDownload, type DownloadRequest } from '../../../../src/core/transfer/job';
import { createPool } from '../../../../src/core/transfer/pool';
import type { FaultRule } from '../../../sandbox/faults';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { filesBelow, md5, never, newFolder, quick, removeFolders, requestFor } from './support';

const subject = 'HCP_1200/100307/';
const large = Buffer.alloc(1_500_000, 'the body of a large file ');
const image = 'T1w/T1w_acpc_dc_restore.nii.gz';
const manifest = JSON.stringify({
  DownloadManifest: { Includes: [{ URI: `${subject}${image}`, Checksum: md5(large) }] },
});
const bodies: Readonly<Record<string, Buffer | string>> = {
  [`${subject}.xdlm/100307_3T_Structural_preproc.json`]: manifest,
  [`${subject}${image}`]: large,
  [`${subject}T1w/unlisted.nii.gz`]: large,
  [`${subject}release-notes/Structural[1]+a,b c.txt`]: 'notes',
  [`${subject}release-notes/empty`]: '',
};

/** The small bucket, with the composite ETags that real large objects have. */
function content() {
  const small = smallContent(bodies);
  return {
    ...small,
    etag: async (object: Parameters<typeof small.etag>[0]) =>
      object.size > 1_000_000 ? `${md5(object.key)}-2` : small.etag(object),
  };
}

describe('runDownload against the sandbox', () => {
  let sandbox: Sandbox;
  let store: ReturnType<typeof createS3ObjectStore>;
  let target: string;

  before(async () => {
    sandbox = await startSandbox({ content: content() });
    const { bucket, region, s3Endpoint: endpoint } = sandbox;
    store = createS3ObjectStore({
      address: () => ({ bucket, region, endpoint }),
      keyPair: () => Promise.resolve(sandbox.readyKeys),
      stallAfter: 150,
    });
  });
  after(async () => {
    store.dispose();
    await sandbox.close();
  });
  beforeEach(async () => {
    await sandbox.control.reset();
    target = await newFolder();
  });
  afterEach(removeFolders);

  const local = (name: string) => join(target, subject, name);
  const fault = (rule: Record<string, unknown>) =>
    sandbox.control.addFault({ server: 'bucket', operation: 'get', ...rule } as FaultRule);
  const run = async (source = subject, changes: Partial<DownloadRequest> = {}) =>
    runDownload(await requestFor(store, [source], target, changes), never);

  it('downloads a subject, checked by ETag, by HCP’s manifest, or by size', async () => {
    const summary = await run();
    assert.deepEqual(summary.failures, []);
    assert.deepEqual(summary.verified, { md5Etag: 3, md5Manifest: 1, sizeOnly: 1 });
    assert.deepEqual(await filesBelow(target), Object.keys(bodies).sort());
    for (const [key, body] of Object.entries(bodies)) {
      assert.ok(Buffer.from(body).equals(await readFile(join(target, key))), key);
    }
    const date = (await stat(local(image))).mtime;
    assert.equal(date.toISOString(), '2017-03-01T12:00:00.000Z');
  });

  it('takes a single key as source', async () => {
    const summary = await run(`${subject}release-notes/Structural[1]+a,b c.txt`);
    assert.deepEqual([summary.files, summary.failed], [1, 0]);
    assert.equal(await readFile(local('release-notes/Structural[1]+a,b c.txt'), 'utf8'), 'notes');
  });

  it('leaves whole files alone and repairs one of the right size with wrong bytes', async () => {
    await run();
    const wrong = Buffer.from(large);
    wrong[700_000] = 0;
    await writeFile(local(image), wrong);
    await utimes(local(image), new Date(), new Date());
    const untouched = await stat(local('T1w/unlisted.nii.gz'));
    sandbox.control.clearRequests();
    const summary = await run();
    assert.deepEqual([summary.files, summary.alreadyThere], [1, 4]);
    assert.ok(large.equals(await readFile(local(image))));
    const after = await stat(local('T1w/unlisted.nii.gz'));
    assert.deepEqual([after.ino, after.ctimeMs], [untouched.ino, untouched.ctimeMs]);
  });

  const passing: readonly Record<string, unknown>[] = [
    { kind: 'dropAfter', bytes: 500_000 },
    { kind: 'dropAfter', bytes: 0 },
    { kind: 'stallAfter', bytes: 500_000 },
    { kind: 'status500' },
    { kind: 'slowDown503' },
    { kind: 'wrongLength', length: 'long' },
    { kind: 'wrongLength', length: 'short' },
    { kind: 'down' },
  ];
  for (const rule of passing) {
    it(`gets over ${JSON.stringify(rule)}`, async () => {
      fault({ ...rule, pattern: 'T1w_acpc_dc_restore', times: 2 });
      const summary = await run(`${subject}T1w/`);
      assert.deepEqual([summary.files, summary.failed, summary.bytes], [2, 0, 2 * large.length]);
      assert.ok(large.equals(await readFile(local(image))));
      assert.deepEqual(await filesBelow(target), [`${subject}${image}`, `${subject}T1w/unlisted.nii.gz`]);
    });
  }

  const lasting: readonly (readonly [Record<string, unknown>, HcpErrorCode])[] = [
    [{ kind: 'dropAfter', bytes: 500_000 }, 'bucket.unreachable'],
    [{ kind: 'stallAfter', bytes: 500_000 }, 'transfer.stalled'],
    [{ kind: 'slowDown503' }, 'bucket.busy'],
    [{ kind: 'wrongLength', length: 'short' }, 'transfer.size'],
    [{ kind: 'changedEtag' }, 'bucket.changed'],
  ];
  for (const [rule, code] of lasting) {
    it(`gives up on ${JSON.stringify(rule)} with ${code} and keeps the former file`, async () => {
      await mkdir(local('T1w'), { recursive: true });
      await writeFile(local(image), 'former');
      fault({ ...rule, pattern: 'T1w_acpc_dc_restore' });
      const retries = { ...quick, tries: 2 };
      const summary = await run(`${subject}T1w/`, { retries });
      assert.deepEqual(
        summary.failures.map(({ key, error }) => [key, error.code]),
        [[`${subject}${image}`, code]],
      );
      assert.equal(summary.files, 1);
      assert.equal(await readFile(local(image), 'utf8'), 'former');
      assert.deepEqual(await filesBelow(target), [`${subject}${image}`, `${subject}T1w/unlisted.nii.gz`]);
    });
  }

  it('refuses bytes that HCP’s manifest contradicts', async () => {
    const digests = { md5For: () => Promise.resolve({ md5: md5('else'), source: 'manifest' as const }) };
    const summary = await run(`${subject}${image}`, { digests });
    assert.deepEqual(
      summary.failures.map(({ error }) => error.code),
      ['transfer.checksum'],
    );
    assert.deepEqual(await filesBelow(target), []);
  });

  it('stops when the key dies in the middle', async () => {
    const request = await requestFor(store, [subject], target, { pool: createPool(1) });
    fault({ kind: 'keyDiesAfter', requests: 2, pattern: subject });
    const summary = await runDownload(request, never);
    assert.equal(summary.stoppedBy?.code, 'keys.unknown');
    assert.equal(summary.failed, 0);
    assert.ok(summary.notTried > 0);
    assert.equal(summary.files + summary.notTried, 5);
    assert.equal((await filesBelow(target)).length, summary.files);
  });

  it('stops when the bucket goes away', async () => {
    const request = await requestFor(store, [subject], target, { retries: { ...quick, tries: 2 } });
    await sandbox.control.stop('bucket');
    const summary = await runDownload(request, never);
    assert.equal(summary.stoppedBy?.code, 'bucket.unreachable');
    assert.deepEqual([summary.files, summary.notTried], [0, 5]);
  });

  it('ends within a second of being cancelled in the middle of a file, and leaves nothing of it', async () => {
    fault({ kind: 'drip', bytesPerSecond: 200_000, pattern: 'T1w' });
    const stop = new AbortController();
    let cancelledAt = 0;
    const request = await requestFor(store, [`${subject}T1w/`], target, {
      onProgress: ({ bytesDone }) => {
        if (bytesDone === 0 || stop.signal.aborted) return;
        cancelledAt = performance.now();
        stop.abort();
      },
    });
    const summary = await runDownload(request, stop.signal);
    assert.ok(performance.now() - cancelledAt < 1_000);
    assert.deepEqual([summary.cancelled, summary.files, summary.failed, summary.notTried], [true, 0, 0, 2]);
    assert.equal(summary.stoppedBy, undefined);
    assert.deepEqual(await filesBelow(target), []);
  });
});

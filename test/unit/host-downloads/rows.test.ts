import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import type { FolderReport } from '../../../src/core/transfer/jobs';
import type { FolderCheck } from '../../../src/host/downloads/checks';
import { childrenOf, groupSize, rowId, type DownloadNode } from '../../../src/host/downloads/rows';
import { jobOf, noProgress, nothingDone } from './jobs';

const kinds = (nodes: readonly DownloadNode[]) => nodes.map(({ kind }) => kind);
const settled = (key: string) => ({ key, size: 1, verified: 'md5Etag' as const });
const job = (node: ReturnType<typeof jobOf>): DownloadNode => ({ kind: 'job', job: node });

describe('rows of the Downloads view', () => {
  it('hold what is being worked on, what failed, and groups of what is settled', () => {
    const failure = { key: 'a/failed', error: new HcpError('bucket.denied') };
    const children = childrenOf(
      job(
        jobOf({
          progress: { ...noProgress, filesDone: 5, failed: 1, skipped: 2 },
          active: [{ key: 'a/now', state: 'fetching', size: 2, bytesDone: 1 }],
          failures: [failure],
          arrived: [settled('a/1'), settled('a/2')],
          skipped: [settled('a/3'), settled('a/4')],
        }),
      ),
    );
    assert.deepEqual(kinds(children), ['file', 'failure', 'group', 'group']);
    assert.deepEqual(kinds(childrenOf(children[2]!)), ['settled', 'settled']);
  });

  it('are none for a job that has only begun', () => {
    assert.deepEqual(childrenOf(job(jobOf({}))), []);
    assert.deepEqual(childrenOf(job(jobOf({ progress: noProgress }))), []);
  });

  it('say first why nothing goes on', () => {
    const cases = [
      jobOf({ state: 'waiting' }),
      jobOf({ state: 'paused', reason: new HcpError('disk.full') }),
      jobOf({ state: 'running', offline: true }),
      jobOf({ state: 'failed', summary: { ...nothingDone, stoppedBy: new HcpError('bucket.address') } }),
    ];
    for (const one of cases) assert.deepEqual(kinds(childrenOf(job(one))), ['reason'], one.state);
    assert.deepEqual(childrenOf(job(jobOf({ state: 'paused' }))), [], 'the person knows why');
  });

  it('count files that are not listed one by one', () => {
    const many = jobOf({
      progress: { ...noProgress, filesDone: 500, skipped: 250, failed: 3 },
      arrived: [settled('a')],
      skipped: [settled('b')],
      failures: [{ key: 'c', error: new HcpError('bucket.denied') }],
    });
    assert.deepEqual(
      childrenOf(job(many)).map((node) => (node.kind === 'more' ? node.count : node.kind)),
      ['failure', 2, 'group', 'group'],
    );
    assert.deepEqual([groupSize(many, 'arrived'), groupSize(many, 'skipped')], [247, 250]);
    const [, more] = childrenOf({ kind: 'group', job: many, group: 'arrived' });
    assert.ok(more?.kind === 'more');
    assert.equal(more.count, 246);
  });

  it('keep their ids while the job goes on, and have no id twice', () => {
    const before = jobOf({
      progress: { ...noProgress, filesDone: 1 },
      active: [{ key: 'same', state: 'fetching', size: 2, bytesDone: 0 }],
      arrived: [settled('same')],
      skipped: [settled('same')],
      failures: [{ key: 'same', error: new HcpError('bucket.denied') }],
    });
    const idsOf = (top: DownloadNode): readonly string[] => [
      rowId(top),
      ...childrenOf(top).flatMap((child) => idsOf(child)),
    ];
    const ids = idsOf(job(before));
    assert.equal(new Set(ids).size, ids.length, ids.join(' '));
    assert.deepEqual(idsOf(job({ ...before, progress: { ...noProgress, filesDone: 1, bytesDone: 9 } })), ids);
  });

  it('of a check are what is not whole', () => {
    const report: FolderReport = {
      whole: 10,
      verified: { md5Etag: 10, md5Manifest: 0, sizeOnly: 0 },
      wrong: 2,
      missing: 1,
      changed: 0,
      unknown: 0,
      findings: [
        { kind: 'wrong', key: 'a' },
        { kind: 'missing', key: 'b' },
      ],
      repair: ['a', 'b'],
    };
    const check: FolderCheck = {
      id: 'check1',
      folder: '/data',
      begun: 1,
      state: 'wrong',
      report,
      current: undefined,
      error: undefined,
    };
    assert.deepEqual(kinds(childrenOf({ kind: 'check', check })), ['finding', 'finding', 'moreFindings']);
    assert.deepEqual(childrenOf({ kind: 'check', check: { ...check, report: undefined } }), []);
  });
});

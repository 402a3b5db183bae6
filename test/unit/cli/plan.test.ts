import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan, planLines } from '../../../src/cli/plan';
import { stage } from './fakes';

const zero = { files: 0, bytes: 0 };

describe('plan', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'hcp-cli-plan-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('compares with a folder and changes nothing', async () => {
    await mkdir(join(folder, 'r'));
    await writeFile(join(folder, 'r/a'), 'r/a');
    await utimes(join(folder, 'r/a'), new Date(), new Date('2017-03-01T12:00:00Z'));
    await writeFile(join(folder, 'r/b'), 'longer');
    const { session, out, err } = stage(['r/a', 'r/b', 'r/c'], { json: true });
    const { exit, summary } = await plan(session, ['r', 'q\u001b/none'], folder);
    assert.equal(exit, 1);
    assert.deepEqual(
      { ...summary.plan, free: 0 },
      {
        all: { files: 3, bytes: 9 },
        present: { files: 1, bytes: 3 },
        toCheck: zero,
        toDownload: { files: 2, bytes: 6 },
        toReplace: 1,
        refused: 1,
        free: 0,
      },
    );
    const events = out.lines.map((line) => JSON.parse(line) as { event: string; state?: string });
    assert.deepEqual(
      events.map(({ event, state }) => state ?? event),
      ['failed', 'whole', 'different', 'missing'],
    );
    assert.match(err.text, /failed {2}q\\u001b\/none: The bucket has nothing of this name/);
  });

  it('looks at no disk without a folder', async () => {
    const { session, out } = stage(['r/a', 'r/b']);
    const { exit, summary } = await plan(session, ['r/'], undefined);
    assert.deepEqual([exit, summary.plan?.free], [0, null]);
    assert.deepEqual(out.lines, ['2 files, 6 B in all']);
  });

  it('says that the space is too small', async () => {
    const { session, err } = stage([`r/${'x'.repeat(10)}`]);
    const { list } = session.store;
    session.store.list = async (request) => {
      const page = await list.call(session.store, request);
      return { ...page, objects: page.objects.map((entry) => ({ ...entry, size: 1e15 })) };
    };
    assert.equal((await plan(session, ['r/'], folder)).exit, 4);
    assert.match(err.text, /The disk is full.*1 PB are needed/);
  });

  it('tells the totals', () => {
    const totals = {
      all: { files: 6, bytes: 6000 },
      present: { files: 1, bytes: 1000 },
      toCheck: { files: 2, bytes: 2000 },
      toDownload: { files: 3, bytes: 3000 },
      toReplace: 1,
      refused: 2,
      firstRefusal: undefined,
    };
    assert.deepEqual(planLines(totals, '/data', 1e12), [
      '6 files, 6 kB in all',
      '  there and whole: 1 file, 1 kB',
      '  there with another date, their bytes will be compared: 2 files, 2 kB',
      '  to download: 3 files, 3 kB (1 file of another size replaced)',
      '  can’t be downloaded: 2 files',
      'free in /data: 1 TB',
    ]);
  });
});

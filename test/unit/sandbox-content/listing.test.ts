import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Content } from '../../sandbox/content/catalog';
import { freshContent, SUBJECT } from './support';

const AFTER_ALL = '\u{10FFFF}';

/** The common prefixes below a prefix, found as a delimiter listing finds them, and the steps that it took. */
function foldersOf(
  content: Content,
  prefix: string,
): { readonly folders: readonly string[]; readonly steps: number } {
  const folders: string[] = [];
  let after = '';
  for (let steps = 0; ; steps++) {
    const next = content.objects(prefix, after).next();
    if (next.done === true) return { folders, steps };
    const { key } = next.value;
    const slash = key.indexOf('/', prefix.length);
    if (slash < 0) after = key;
    else {
      folders.push(key.slice(0, slash + 1));
      after = key.slice(0, slash + 1) + AFTER_ALL;
    }
  }
}

describe('sandbox content: listing', () => {
  const content = freshContent();
  it('has the releases', () => {
    const { folders } = foldersOf(content, '');
    assert.deepEqual(folders, ['HCP/', 'HCP_1200/', 'HCP_900/', 'HCP_Resources/', 'HCP_Retest/']);
  });

  it('has 1,113 subjects in HCP_1200, one step for each', () => {
    const { folders, steps } = foldersOf(content, 'HCP_1200/');
    assert.equal(folders.length, 1113);
    assert.equal(steps, 1113);
    assert.equal(folders[0], 'HCP_1200/100206/');
    assert.equal(folders[1], SUBJECT);
    for (const folder of folders) assert.match(folder, /^HCP_1200\/[1-9]\d{5}\/$/);
  });

  it('has the subjects of the other releases', () => {
    assert.equal(foldersOf(content, 'HCP_Retest/').folders.length, 45);
    assert.equal(foldersOf(content, 'HCP_900/').folders.length, 899);
    assert.equal(foldersOf(content, 'HCP/').folders.length, 507);
  });

  it('lists subject 100307 exactly as recorded', () => {
    const recorded = gunzipSync(readFileSync(join(__dirname, '../../sandbox/data/subject-100307.tsv.gz')));
    const lines = recorded.toString('utf8').trim().split('\n').slice(1);
    const listed = [...content.objects(SUBJECT, '')];
    assert.equal(listed.length, 17_389);
    const expected = lines.map((line) => line.split('\t').slice(0, 2).join('\t'));
    assert.deepEqual(
      listed.map(({ key, size }) => `${key.slice(SUBJECT.length)}\t${String(size)}`),
      expected,
    );
    assert.equal(
      listed.reduce((sum, { size }) => sum + size, 0),
      122_261_866_584,
    );
  });

  for (const subject of ['100206', '100408', '996782']) {
    it(`keeps the binary order of keys for subject ${subject}`, () => {
      const keys = [...content.objects(`HCP_1200/${subject}/`, '')].map(({ key }) => Buffer.from(key));
      const sorted = [...keys].sort((left, right) => Buffer.compare(left, right));
      assert.ok(keys.length > 0);
      assert.deepEqual(keys, sorted);
      assert.equal(new Set(keys.map(String)).size, keys.length);
    });
  }

  it('orders the keys beside and between subjects', () => {
    const keys = foldersOf(content, 'HCP/').folders.concat(['HCP/', 'HCP/S500.txt', 'HCP/UR100.txt']);
    for (const key of keys.filter((name) => !/\d\/$/.test(name))) assert.equal(content.find(key)?.key, key);
    const tail = [...content.objects('HCP/', `HCP/9${AFTER_ALL}`)].map(({ key }) => key);
    assert.deepEqual(tail, ['HCP/S500.txt', 'HCP/UR100.txt']);
  });

  it('begins and ends anywhere', () => {
    const all = [...content.objects(SUBJECT, '')].map(({ key }) => key);
    for (const index of [0, 1, 53, 9000, 17_387]) {
      assert.equal(content.objects(SUBJECT, all[index]!).next().value?.key, all[index + 1]);
    }
    assert.equal(content.objects(SUBJECT, all.at(-1)!).next().done, true);
    const part = [...content.objects(`${SUBJECT}T1w/Diffusion/`, '')].map(({ key }) => key);
    assert.deepEqual(
      part,
      all.filter((key) => key.startsWith(`${SUBJECT}T1w/Diffusion/`)),
    );
    assert.equal(content.objects('HCP_1200/100307/nothing/', '').next().done, true);
  });

  it('finds exact keys only', () => {
    assert.equal(content.find(`${SUBJECT}T1w/Diffusion/data.nii.gz`)?.size, 1_257_959_510);
    for (const key of ['', 'HCP', `${SUBJECT}T1w/Diffusion/`, `${SUBJECT}T1w/Diffusion/data.nii`, 'ZZZ']) {
      assert.equal(content.find(key), undefined, key);
    }
  });

  it('has subjects with the structural session alone', () => {
    for (const subject of ['100206', '103111', '105115']) {
      const objects = [...content.objects(`HCP_1200/${subject}/`, '')];
      assert.equal(objects.length, 14);
      const bytes = objects.reduce((sum, { size }) => sum + size, 0);
      assert.ok(bytes > 70e6 && bytes < 80e6, String(bytes));
      for (const { key } of objects) assert.ok(!key.includes('100307'), key);
    }
  });

  it('lets some subjects lack sessions, the same ones for every seed', () => {
    const other = freshContent('seed two');
    const subjects = foldersOf(content, 'HCP_1200/').folders;
    const has = (from: Content, folder: string, path: string): boolean =>
      from.objects(folder + path, '').next().done === false;
    const withMeg = subjects.filter((folder) => has(content, folder, 'MEG/'));
    assert.ok(withMeg.length > 60 && withMeg.length < 130, String(withMeg.length));
    const lacking = subjects.filter((folder) => !has(content, folder, 'unprocessed/3T/tfMRI_WM_RL/'));
    assert.ok(lacking.length > 20 && lacking.length < 200, String(lacking.length));
    for (const folder of subjects.slice(0, 60)) {
      assert.equal(has(content, folder, 'MEG/'), has(other, folder, 'MEG/'));
    }
  });

  it('has folder markers', () => {
    for (const key of ['HCP/', 'HCP_Resources/', 'HCP_Resources/GroupAvg/', 'HCP_Retest/']) {
      assert.equal(content.find(key)?.size, 0, key);
    }
  });

  it('dates everything to a whole second of 2017', () => {
    for (const { lastModified } of content.objects('HCP_1200/100408/T1w/', '')) {
      assert.equal(lastModified.getUTCFullYear(), 2017);
      assert.equal(lastModified.getTime() % 1000, 0);
    }
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addRules, isInWorkTree, withRules } from '../../../src/host/downloads/gitignore';

const rules = ['/HCP_1200/', '/HCP/'];
const companions = ['/.vscode/settings.json'];

describe('withRules', () => {
  it('appends what is missing and keeps the rest byte for byte', () => {
    const before = 'node_modules\n/HCP/';
    const after = withRules(before, rules, companions);
    assert.ok(after?.startsWith(`${before}\n`));
    assert.deepEqual(
      after
        ?.slice(before.length + 1)
        .split('\n')
        .slice(1),
      ['/HCP_1200/', ''],
    );
  });

  it('keeps the line ends of the file', () => {
    const after = withRules('a\r\nb\r\n', rules, companions) ?? '';
    assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
    assert.ok(after.endsWith('/HCP_1200/\r\n/HCP/\r\n'));
  });

  it('changes nothing the second time', () => {
    for (const before of ['', 'a\r\n', undefined]) {
      const after = withRules(before, rules, companions);
      assert.notEqual(after, undefined);
      assert.equal(withRules(after, rules, companions), undefined);
    }
  });
});

describe('addRules in a git repository', () => {
  let folder: string;
  // Nothing of this machine's own configuration may count.
  const env = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env });
  const put = async (name: string, text: string) => {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-git-'));
    git('init', '--quiet');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('leaves `git status` clean where there was no .gitignore', async () => {
    await put('.vscode/settings.json', '{}');
    await put('HCP_1200/100307/T1w/a.nii.gz', 'data');
    await addRules(folder, rules, companions);
    assert.equal(git('status', '--porcelain'), '');
  });

  it('shows an existing .gitignore as changed, and no data', async () => {
    await put('.gitignore', 'out/\n');
    git('add', '.gitignore');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '-m', 'first');
    await put('HCP/100307/a', 'data');
    await put('src/HCP/mine', 'not data');
    await addRules(folder, rules, []);
    assert.equal(git('status', '--porcelain', '-uall'), ' M .gitignore\n?? src/HCP/mine\n');
    assert.ok((await readFile(join(folder, '.gitignore'), 'utf8')).startsWith('out/\n'));
  });

  it('finds the work tree from below, and none where there is none', async () => {
    await mkdir(join(folder, 'a/b'), { recursive: true });
    assert.equal(await isInWorkTree(join(folder, 'a/b')), true);
    await rm(join(folder, '.git'), { recursive: true });
    assert.equal(await isInWorkTree(join(folder, 'a/b')), false);
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { warningsOf } from '../../package/warnings';

describe('warnings', () => {
  let folder = '';
  const forge = process.env.GITHUB_ACTIONS;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-warned-'));
    const manifest = { name: 'warned', version: '1.0.0', publisher: 'nobody', engines: { vscode: '*' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'readme.md'), 'A package without a licence.');
    await writeFile(join(folder, '.vscodeignore'), '*.vsix');
  });
  afterEach(async () => {
    if (forge === undefined) delete process.env.GITHUB_ACTIONS;
    else process.env.GITHUB_ACTIONS = forge;
    await rm(folder, { recursive: true });
  });

  it('of vsce are seen, on a forge too', async () => {
    const pack = (): Promise<unknown> =>
      createVSIX({
        cwd: folder,
        packagePath: join(folder, 'warned.vsix'),
        allowMissingRepository: true,
        dependencies: false,
      });
    delete process.env.GITHUB_ACTIONS;
    assert.match((await warningsOf(pack)).join('\n'), /LICENSE.*not found/);
    process.env.GITHUB_ACTIONS = 'true';
    assert.match((await warningsOf(pack)).join('\n'), /LICENSE.*not found/);
  });
});

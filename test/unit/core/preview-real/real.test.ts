import assert from 'node:assert/strict';
import * as path from 'node:path';
import { compare } from '../../../preview/real/compare';
import { readExpected } from '../../../preview/real/expected';
import { projectFolder } from '../../../vscode/cache';

const folder = path.join(projectFolder, 'test/preview/data');

describe('image files of nibabel and wb_command', () => {
  it('are read as these two read them', async () => {
    const files = await readExpected(folder);
    const problems: string[] = [];
    for (const expected of files) {
      const found = await compare(expected).catch((error: unknown) => [String(error)]);
      problems.push(...found.map((problem) => `${path.relative(folder, expected.file)}: ${problem}`));
    }
    assert.deepEqual(problems, []);
    assert.ok(files.length > 60, 'the files are there');
  });
});

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../vscode/cache';
import { compare } from './compare';
import { readExpected } from './expected';

// `npm run test:real -- [FILE…]`: what this project reads in image files is compared with what nibabel and
// wb_command read in them: files of others that are installed (mricron-data, nibabel's test data), files that
// these two tools make, and those that are named.

const interpreters = [process.env.HCP_PYTHON, 'python3', '/usr/bin/python3', 'python'];

function pythonWithNibabel(): string {
  for (const command of interpreters) {
    if (command !== undefined && spawnSync(command, ['-c', 'import nibabel']).status === 0) return command;
  }
  throw new Error(
    'There is no Python with nibabel here. Debian: apt-get install python3-nibabel connectome-workbench mricron-data. HCP_PYTHON may name another interpreter.',
  );
}

function make(folder: string, small: boolean, files: readonly string[]): void {
  const script = path.join(__dirname, 'make.py');
  const args = [script, folder, ...(small ? ['--small'] : []), ...files.map((file) => path.resolve(file))];
  const { status } = spawnSync(pythonWithNibabel(), args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The files could not be made.');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'boolean', default: false } },
  });
  const folder = values.keep ? path.join(__dirname, '../data') : path.join(projectFolder, 'out/real');
  make(folder, values.keep, positionals);
  const files = await readExpected(folder);
  let wrong = 0;
  for (const expected of files) {
    const problems = await compare(expected).catch((error: unknown) => [String(error)]);
    if (problems.length > 0) wrong += 1;
    const name = path.basename(expected.file);
    process.stdout.write(problems.length > 0 ? `✗ ${name}\n    ${problems.join('\n    ')}\n` : `✓ ${name}\n`);
  }
  process.stdout.write(`${String(files.length)} files, ${String(wrong)} read otherwise\n`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

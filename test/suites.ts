import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { runE2e } from './e2e/run';
import { runHost } from './host/run';
import { runMochaProcess, runMochaShared } from './mochaProcess';
import { brokenRun, nothing, type SuiteResult } from './results';
import { projectFolder } from './vscode/cache';
import { npmScript } from './vscode/npm';

export const suiteNames = ['lint', 'types', 'build', 'unit', 'cli', 'viewer', 'kill', 'host', 'e2e'] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface Suite {
  readonly title: string;
  /** Whether it tries the built extension. */
  readonly needsBuild: boolean;
  /** Later suites that can run at the same time. */
  readonly beside?: readonly SuiteName[];
  run(): Promise<SuiteResult>;
}

export const suites: Readonly<Record<SuiteName, Suite>> = {
  lint: {
    title: 'format and lint',
    needsBuild: false,
    beside: ['types', 'build'],
    run: () => runScript('lint'),
  },
  types: { title: 'types', needsBuild: false, run: () => runScript('check:types') },
  build: { title: 'build', needsBuild: false, run: () => runScript('build') },
  unit: {
    title: 'unit',
    needsBuild: false,
    run: () => runMochaShared(path.join(__dirname, 'unit/all.ts'), 4),
  },
  cli: {
    title: 'the command hcp',
    needsBuild: true,
    run: () => runMochaShared(path.join(__dirname, 'cli/all.ts'), 3),
  },
  viewer: {
    title: 'what draws images',
    needsBuild: false,
    beside: ['kill'],
    run: () => runMochaShared(path.join(__dirname, 'viewer/all.ts'), 1),
  },
  kill: {
    title: 'killed at random moments',
    needsBuild: true,
    run: () => runMochaProcess(path.join(__dirname, 'kill/all.ts'), { together: true }),
  },
  host: { title: 'inside the extension host', needsBuild: true, run: () => runHost() },
  e2e: { title: 'end to end', needsBuild: true, run: runE2e },
};

/** A script of package.json, which counts as one test. */
async function runScript(name: string): Promise<SuiteResult> {
  const child = spawn(process.execPath, [npmScript(), 'run', '--silent', name], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return { ...nothing, passed: 1 };
  process.stdout.write(`"npm run ${name}" ended with code ${String(code)}.\n`);
  return brokenRun(`npm run ${name}`, `ended with code ${String(code)}`);
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { projectFolder } from '../../vscode/cache';
import type { Desktop } from '../../vscode/desktop';
import { guarded, quiet, type SessionOptions, type TestSession } from './session';
import type { TestWindow } from './windows';

/** A desktop VS Code with data folders of its own; a window is one start of it. */
export async function openDesktopSession(desktop: Desktop, options: SessionOptions): Promise<TestSession> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'hcp-code-'));
  const userFolder = path.join(dataDir, 'user-data/User');
  await mkdir(userFolder, { recursive: true });
  await writeFile(path.join(userFolder, 'settings.json'), JSON.stringify({ ...quiet, ...options.settings }));
  const home = path.join(dataDir, 'home');
  await mkdir(home);
  return {
    run: (window) => runWindow(desktop, dataDir, options, window),
    said: () => 'What the editor said is above.',
    close: () => rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

async function runWindow(
  desktop: Desktop,
  dataDir: string,
  { workspaceFolder, env }: SessionOptions,
  window: TestWindow,
): Promise<void> {
  const run = runTests({
    vscodeExecutablePath: desktop.executable,
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: window.entry,
    extensionTestsEnv: { ...env, HOME: path.join(dataDir, 'home') },
    launchArgs: [
      workspaceFolder,
      ...['--user-data-dir', path.join(dataDir, 'user-data')],
      ...['--extensions-dir', path.join(dataDir, 'extensions')],
      ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-telemetry'],
      window.secretsKept ? '--password-store=basic' : '--use-inmemory-secretstorage',
    ],
  });
  try {
    await guarded(run);
  } catch (error) {
    // Failed tests end the editor with an error; the records say which they are.
    if (!(error instanceof TestRunFailedError)) throw error;
  }
}

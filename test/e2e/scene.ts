import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { projectFolder } from '../vscode/cache';
import { serverPins, type HostAge } from '../vscode/pins';
import { Shots } from './shots';
import { openStage, type Stage, type StageOptions } from './stage';

/** The VS Code that this run is on. */
export const age: HostAge = process.env.HCP_E2E_AGE === 'oldest' ? 'oldest' : 'newest';

/** The pictures of the first try are then kept. */
const isSecondTry = process.env.HCP_E2E_SECOND_TRY !== undefined;

const shotsFolder = path.join(projectFolder, 'test-screenshots', serverPins[age].vscode);

export interface Scene {
  readonly stage: Stage;
  /** Takes a screenshot for people to look at, of the first window unless another is named. */
  shot(name: string, page?: Page): Promise<void>;
}

/** Opens a stage before the tests of a `describe` and closes it after them; a failed test leaves a picture. */
export function scene(name: string, options: StageOptions = {}): Scene {
  let stage: Stage | undefined;
  let shots: Shots | undefined;
  const opened = (): Stage => {
    if (!stage) throw new Error('The stage is not open yet.');
    return stage;
  };
  before(async () => {
    const folder = path.join(shotsFolder, name);
    const firstTry = `${folder}-first-try`;
    rmSync(firstTry, { recursive: true, force: true });
    if (isSecondTry && existsSync(folder)) renameSync(folder, firstTry);
    shots = new Shots(folder);
    stage = await openStage({ age, ...options });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !stage) return;
    await shots?.take(stage.page, 'failed');
    keepLogs(stage, path.join(shotsFolder, name, 'logs'));
  });
  after(() => stage?.close());
  return {
    get stage() {
      return opened();
    },
    async shot(title, page = opened().page) {
      await shots?.take(page, title);
    },
  };
}

function keepLogs(stage: Stage, folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(stage.host.dataDir, 'user-data', 'logs'), folder, { recursive: true, force: true });
}

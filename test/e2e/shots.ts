import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';

/** Writes numbered screenshots into one folder, which is emptied first. */
export class Shots {
  private count = 0;

  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  async take(page: Page, name: string): Promise<string> {
    this.count += 1;
    const file = path.join(this.folder, `${String(this.count).padStart(2, '0')}-${name}.png`);
    // A large image that is drawn without a graphics card keeps a busy machine busy for a while.
    await page.screenshot({ path: file, timeout: 90_000 });
    return file;
  }
}

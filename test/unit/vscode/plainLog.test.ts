import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { plainLog } from '../../vscode/plainLog';

interface Logger {
  trace(text: string): void;
  info(text: string): void;
  error(text: string): void;
  setLevel(level: number): void;
  clearFormatters(): void;
}
interface Spdlog {
  createAsyncRotatingLogger(name: string, file: string, size: number, count: number): Promise<Logger>;
}

describe('the log of the VS Code server for tests', () => {
  let folder = '';
  let spdlog: Spdlog;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hcp-plain-log-'));
    const file = path.join(folder, 'spdlog.cjs');
    await writeFile(file, plainLog);
    spdlog = createRequire(file)(file) as Spdlog;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes lines with time and level, and nothing below the level', async () => {
    const file = path.join(folder, 'deep/hcp.log');
    const logger = await spdlog.createAsyncRotatingLogger('hcp', file, 1, 1);
    logger.trace('hidden');
    logger.error('shown');
    logger.setLevel(0);
    logger.trace('now shown');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[error\] shown$/);
    assert.match(lines[1] ?? '', /\[trace\] now shown$/);
  });

  it('writes bare text where VS Code formats it', async () => {
    const file = path.join(folder, 'bare.log');
    const logger = await spdlog.createAsyncRotatingLogger('hcp', file, 1, 1);
    logger.clearFormatters();
    logger.info('one\n');
    assert.equal(await readFile(file, 'utf8'), 'one\n');
  });
});

import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { recordRun } from '../records';

// Runs all tests that end processes and threads in this process and records them for the one that started it.
const mocha = new Mocha({ timeout: 240_000, reporter: 'spec' });
const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
recordRun(
  mocha.run((failures) => {
    process.exitCode = failures > 0 ? 1 : 0;
  }),
);

import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { recordRun } from '../records';
import { readPlace } from './place';

// Runs the tests that fit the place in this process and records them for the one that started it.
const folders = readPlace().lab === undefined ? ['anywhere'] : ['anywhere', 'lab'];
const mocha = new Mocha({ timeout: 120_000, reporter: 'spec' });
for (const folder of folders) {
  for (const file of readdirSync(path.join(__dirname, folder)).sort()) {
    if (file.endsWith('.test.ts')) mocha.addFile(path.join(__dirname, folder, file));
  }
}
recordRun(
  mocha.run((failures) => {
    process.exitCode = failures > 0 ? 1 : 0;
  }),
);

import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { recordRun, recordsVariable } from '../records';

// Runs the end-to-end tests in this process on one VS Code, `newest` or `oldest`; a pattern of titles may
// follow: `node --import tsx test/e2e/one.ts newest "wrong password"`.
const [age = 'newest', grep] = process.argv.slice(2);
process.env.HCP_E2E_AGE = age;

const mocha = new Mocha({
  timeout: 180_000,
  slow: 60_000,
  reporter: 'spec',
  ...(grep === undefined ? {} : { grep }),
});
const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.test.ts'),
);
for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
const runner = mocha.run((failures) => {
  process.exit(failures > 0 ? 1 : 0);
});
if (process.env[recordsVariable] !== undefined) recordRun(runner);

import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { recordRun, recordsVariable } from '../records';

// Runs end-to-end tests in this process on one VS Code, `newest` or `oldest`: all of them, those of one file,
// or those whose titles hold a pattern. `node --import tsx test/e2e/one.ts newest signIn.test.ts`,
// `node --import tsx test/e2e/one.ts oldest "wrong password"`.
const [age = 'newest', which, second] = process.argv.slice(2);
process.env.HCP_E2E_AGE = age;
if (second === 'second-try') process.env.HCP_E2E_SECOND_TRY = 'yes';

const all = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
const one = all.find((file) => file === which);
const grep = one === undefined && which !== undefined ? { grep: which } : {};
const mocha = new Mocha({ timeout: 180_000, slow: 60_000, reporter: 'spec', ...grep });
for (const file of one === undefined ? all.sort() : [one]) mocha.addFile(path.join(__dirname, file));
const runner = mocha.run((failures) => {
  process.exit(failures > 0 ? 1 : 0);
});
if (process.env[recordsVariable] !== undefined) recordRun(runner);

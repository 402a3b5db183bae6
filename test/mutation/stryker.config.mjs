// Mutation testing of the rooms where a mistake costs data: `npm run test:mutation`, or one of them with
// `HCP_MUTATE=portal npm run test:mutation`. All of them take hours. The report is in out/mutation/.

const rooms = {
  transfer: { folder: 'transfer', slow: ['matrix', 'engineScale'] },
  bucket: { folder: 'bucket', slow: [] },
  portal: { folder: 'portal', slow: [] },
};
const named = (process.env.HCP_MUTATE ?? '').split(',').filter((name) => name in rooms);
const chosen = (named.length > 0 ? named : Object.keys(rooms)).map((name) => rooms[name]);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: chosen.map(({ folder }) => `src/core/${folder}/**/*.ts`),
  testRunner: 'mocha',
  mochaOptions: {
    spec: chosen.map(({ folder }) => `test/unit/core/${folder}/**/*.test.ts`),
    ignore: chosen.flatMap(({ folder, slow }) =>
      slow.map((name) => `test/unit/core/${folder}/${name}.test.ts`),
    ),
    'no-config': true,
    'no-package': true,
  },
  testRunnerNodeArgs: ['--import', 'tsx'],
  plugins: ['@stryker-mutator/mocha-runner'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  htmlReporter: { fileName: 'out/mutation/report.html' },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  tempDirName: 'out/mutation/sandbox',
  ignorePatterns: [
    '/*',
    '!/src',
    '!/test',
    '!/package.json',
    '!/tsconfig.json',
    '!/.sandbox-cache',
    '/test/e2e',
    '/test-screenshots',
    '/test/mutation',
  ],
};

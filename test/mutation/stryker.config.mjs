// Mutation testing of the rooms where a mistake costs data: `npm run test:mutation`, one of them with
// `HCP_MUTATE=portal npm run test:mutation`, or some files with `HCP_MUTATE=transfer/journal,transfer/lock`.
// All of them take hours. The report is in out/mutation/.

/** The tests of a room that cost more than they would find. */
const slow = { transfer: ['matrix', 'engineScale'], bucket: [], portal: [] };
const chosen = process.env.HCP_MUTATE?.split(',') ?? Object.keys(slow);
const rooms = [...new Set(chosen.map((name) => name.split('/')[0]))];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: chosen.map((name) => `src/core/${name}${name.includes('/') ? '' : '/**/*'}.ts`),
  testRunner: 'mocha',
  mochaOptions: {
    spec: rooms.map((room) => `test/unit/core/${room}/**/*.test.ts`),
    ignore: rooms.flatMap((room) => slow[room].map((name) => `test/unit/core/${room}/${name}.test.ts`)),
    require: ['./test/mutation/patience.mjs'],
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
    '/test/mutation/node_modules',
  ],
};

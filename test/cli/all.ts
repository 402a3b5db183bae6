import { runTests } from '../mochaMain';

// Runs all tests of the built command in this process.
runTests(__dirname, 60_000);

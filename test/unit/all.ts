import { runTests } from '../mochaMain';

// Runs all unit tests in this process.
runTests(__dirname, 20_000);

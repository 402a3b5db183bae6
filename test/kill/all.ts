import { runTests } from '../mochaMain';

// Runs all tests that end processes and threads in this process.
runTests(__dirname, 240_000);

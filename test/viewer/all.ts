import { runTests } from '../mochaMain';

// Runs all tests of what draws images, in a browser of their own.
runTests(__dirname, 180_000);

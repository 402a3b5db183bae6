/** Milliseconds. The runner sets no limit of its own, and a mutant that waits for ever would wait in every test. */
const longest = 15_000;

export const mochaHooks = {
  beforeEach() {
    if (this.currentTest.timeout() === 0) this.currentTest.timeout(longest);
  },
};

/**
 * What `vsce` warns of while `work` runs: it does so on the console of this process. What its child processes
 * write, npm's own warnings among it, is not its own.
 */
export async function warningsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { warn, error } = console;
  const forge = process.env.GITHUB_ACTIONS;
  const warnings: string[] = [];
  const remember =
    (write: (...words: unknown[]) => void) =>
    (...words: unknown[]): void => {
      warnings.push(words.map(String).join(' '));
      write(...words);
    };
  console.warn = remember(warn);
  console.error = remember(error);
  // On that forge its warnings take another way.
  delete process.env.GITHUB_ACTIONS;
  try {
    await work();
  } finally {
    Object.assign(console, { warn, error });
    if (forge !== undefined) process.env.GITHUB_ACTIONS = forge;
  }
  return warnings;
}

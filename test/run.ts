import { brokenRun, closingLine, failureLines, nothing, sum, type SuiteResult } from './results';
import { suiteNames, suites, type SuiteName } from './suites';

// `npm test`: all suites in turn, or those that are named: `npm test -- unit host`.

function selected(args: readonly string[]): readonly SuiteName[] {
  const unknown = args.filter((arg) => !(suiteNames as readonly string[]).includes(arg));
  if (unknown.length > 0) {
    throw new Error(`There is no suite "${unknown.join('", "')}". There are: ${suiteNames.join(', ')}.`);
  }
  if (args.length === 0) return suiteNames;
  const build = args.some((arg) => suites[arg as SuiteName].needsBuild);
  return suiteNames.filter((name) => args.includes(name) || (build && name === 'build'));
}

/** In the order of `suiteNames`; those that leave a processor idle run beside each other. */
async function runAll(names: readonly SuiteName[]): Promise<SuiteResult> {
  const results = new Map<SuiteName, SuiteResult>();
  const run = async (name: SuiteName): Promise<void> => {
    const unbuilt = suites[name].needsBuild && (results.get('build') ?? nothing).failed > 0;
    results.set(name, await runSuite(name, unbuilt));
  };
  for (const name of names) {
    if (results.has(name)) continue;
    const beside = names.filter((other) => other === name || suites[name].beside?.includes(other));
    await Promise.all(beside.map(run));
  }
  return sum([...results.values()]);
}

async function runSuite(name: SuiteName, unbuilt: boolean): Promise<SuiteResult> {
  const { title, run } = suites[name];
  print(`\n══ ${title} ══`);
  const begin = Date.now();
  const failure = (why: unknown): SuiteResult => notRun(title, why);
  const result = unbuilt ? failure('Not run, because the build failed.') : await run().catch(failure);
  const counted = isEmpty(result) ? failure('No test was run.') : result;
  print(`── ${title}: ${closingLine(counted)} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  return counted;
}

function isEmpty({ passed, failed }: SuiteResult): boolean {
  return passed + failed === 0;
}

function notRun(title: string, why: unknown): SuiteResult {
  const error = why instanceof Error ? (why.stack ?? why.message) : String(why);
  print(error);
  return brokenRun(title, error);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const result = await runAll(selected(process.argv.slice(2)));
  // Whatever a suite may have left running does not keep this process alive.
  const lines = ['', ...failureLines(result), closingLine(result), ''];
  process.stdout.write(lines.join('\n'), () => process.exit(result.failed > 0 ? 1 : 0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

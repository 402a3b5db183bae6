import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { countRecords, readRecords, recordsVariable, type TestRecord } from '../records';
import { afterSecondTry, brokenRun, closingLine, sum, type SuiteResult } from '../results';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { resolveHost, type Host } from '../vscode/host';
import type { HostAge } from '../vscode/pins';
import { bundleTests, toSources } from './runner/bundle';
import { openDesktopSession } from './runner/desktop';
import type { SessionOptions, TestSession } from './runner/session';
import { openWebSession } from './runner/web';
import { testWindows } from './runner/windows';

/** Prints one line, or several. */
type Print = (lines: string) => void;

/**
 * Runs the tests inside the extension host, on each VS Code at the same time, and prints what they came to.
 * The extension must have been built. Where something failed, all of that VS Code are run once more from a
 * fresh start, as the end-to-end tests are.
 */
export async function runHost(ages: readonly HostAge[] = ['newest', 'oldest']): Promise<SuiteResult> {
  await bundleTests(testWindows);
  const first = await Promise.all(ages.map((age) => runAge(age, ages.length > 1 ? within(age) : print)));
  const results: SuiteResult[] = [];
  for (const [index, result] of first.entries()) {
    const age = ages[index];
    const again = age !== undefined && result.failed > 0;
    results.push(again ? afterSecondTry(result, await runAge(age, print)) : result);
  }
  return sum(results);
}

async function runAge(age: HostAge, print: Print): Promise<SuiteResult> {
  const host = await resolveHost(age);
  const kind = host.kind === 'desktop' ? 'desktop' : 'in a headless browser';
  print(`VS Code ${host.vscode} (${age}, ${kind})`);
  const sandbox = await startSandbox({ keyDelayMs: 0 });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-host-'));
  try {
    return await runWindows(host, sandbox, folder, print);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWindows(host: Host, sandbox: Sandbox, folder: string, print: Print): Promise<SuiteResult> {
  const workspaceFolder = path.join(folder, 'workspace');
  await mkdir(workspaceFolder);
  const records = path.join(folder, 'records.jsonl');
  const session = await openSession(host, {
    workspaceFolder,
    settings: { 'hcp.portal.url': sandbox.portalUrl, 'hcp.bucket.endpoint': sandbox.s3Endpoint },
    env: { [recordsVariable]: records },
  });
  const results: SuiteResult[] = [];
  try {
    for (const window of testWindows) {
      await writeFile(records, '');
      const failure = await session.run(window).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      const result = await tell(print, window.name, readRecords(records), failure);
      if (result.incomplete) print(indent(session.said()));
      results.push(result);
    }
  } finally {
    await session.close();
  }
  return sum(results);
}

function openSession(host: Host, options: SessionOptions): Promise<TestSession> {
  switch (host.kind) {
    case 'desktop':
      return openDesktopSession(host, options);
    case 'web':
      return openWebSession(host, options);
  }
}

/** Prints and counts. A window whose tests did not come to their end, or that had none, is a failure. */
async function tell(
  print: Print,
  window: string,
  records: readonly TestRecord[],
  failure: string | undefined,
): Promise<SuiteResult & { readonly incomplete: boolean }> {
  print(`  ${window}`);
  for (const one of records) await tellRecord(print, one);
  const counted = countRecords(records);
  const complete = records.some(({ kind }) => kind === 'ended');
  if (failure === undefined && complete && counted.passed + counted.failed > 0) {
    return { ...counted, incomplete: false };
  }
  const begun = records.flatMap((one) => (one.kind === 'started' ? [one.title] : []));
  print(`    ✗ ${window}`);
  print(indent(failure ?? 'The tests did not come to their end, or there were none.'));
  if (!complete) print(indent(`The last test that began: ${begun.at(-1) ?? 'none'}`));
  const broken = brokenRun(window, failure ?? `did not come to its end, in: ${begun.at(-1) ?? 'no test'}`);
  return { ...sum([counted, broken]), incomplete: true };
}

async function tellRecord(print: Print, one: TestRecord): Promise<void> {
  switch (one.kind) {
    case 'passed':
      print(`    ✓ ${one.title} (${String(one.milliseconds)} ms)`);
      return;
    case 'failed':
      print(`    ✗ ${one.title}`);
      print(indent(await toSources(one.error, testWindows)));
      return;
    case 'skipped':
      print(`    ✗ ${one.title}: skipped without a reason`);
      return;
    case 'note':
      print(`    ${one.title}`);
      return;
    case 'started':
    case 'ended':
      return;
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

function print(lines: string): void {
  process.stdout.write(`${lines}\n`);
}

/** Marks the lines of one VS Code. */
function within(age: HostAge): Print {
  return (lines) => {
    print(lines.replace(/^/gm, `${age} │ `));
  };
}

async function main(): Promise<void> {
  const ages = (['newest', 'oldest'] as const).filter((age) => process.argv.includes(age));
  const result = await runHost(ages.length > 0 ? ages : undefined);
  print(closingLine(result));
  process.exitCode = result.failed > 0 || result.passed === 0 ? 1 : 0;
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}

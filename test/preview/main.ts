import { mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { projectFolder } from '../vscode/cache';
import { openPreviewWindow, type PreviewWindow, type Seen } from './window/previewWindow';

// `npm run test:preview -- FILE…`: opens local files and keys of the sandbox's bucket in a real VS Code. Of each
// it leaves a screenshot in out/preview/ and prints one line of JSON.

const folder = path.join(projectFolder, 'out/preview');

interface Line {
  readonly file: string;
  readonly kind: string;
  /** What was drawn, or why nothing was. */
  readonly drawn: string | undefined;
  readonly problem: string | undefined;
  readonly card: Readonly<Record<string, string>>;
  /** In words, as the person reads them. */
  readonly bytes: string | undefined;
  /** Bytes of answers that the sandbox's bucket was asked for meanwhile. */
  readonly asked: number;
  /** From the click to the picture. */
  readonly milliseconds: number | undefined;
  readonly screenshot: string;
}

/** Bytes of all ranges that were asked for since the log was cleared. */
export function askedBytes(sandbox: Sandbox): number {
  return sandbox.control
    .requests()
    .filter(({ operation }) => operation === 'get')
    .map(({ range }) => /(\d+)-(\d+)/.exec(range ?? ''))
    .reduce((sum, range) => sum + (range ? Number(range[2]) - Number(range[1]) + 1 : 0), 0);
}

function lineOf(file: string, seen: Seen, asked: number, screenshot: string): Line {
  const { preview, editor, drawn, problem, reason, card, bytes, times, clicked } = seen;
  const end = times[`drawn=${drawn ?? ''}`] ?? times[`preview=${preview}`];
  return {
    file,
    kind: editor ?? preview,
    drawn: drawn ?? editor ?? (preview === 'card' || preview === 'failed' ? undefined : preview),
    problem: problem ?? reason,
    card,
    bytes,
    asked,
    milliseconds: end === undefined ? undefined : end - clicked,
    screenshot: path.relative(projectFolder, screenshot),
  };
}

async function show(
  window: PreviewWindow,
  sandbox: Sandbox,
  file: string,
  index: number,
): Promise<Line | { readonly file: string; readonly failed: string }> {
  const { page } = window.window;
  const name = path.basename(file).replaceAll(/[^\w.-]/g, '_');
  const screenshot = path.join(folder, `${String(index + 1).padStart(2, '0')}-${name}.png`);
  sandbox.control.clearRequests();
  try {
    const seen = await window.see(existsSync(file) ? path.resolve(file) : file);
    await page.screenshot({ path: screenshot });
    return lineOf(file, seen, askedBytes(sandbox), screenshot);
  } catch (error) {
    await page.screenshot({ path: screenshot });
    return { file, failed: error instanceof Error ? error.message : String(error) };
  } finally {
    await window.closeAll();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { theme: { type: 'string', default: 'dark' } },
  });
  if (positionals.length === 0)
    throw new Error('Name files, or keys such as HCP_1200/100307/T1w/T1w_acpc_dc.nii.gz.');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sandbox = await startSandbox({ keyDelayMs: 0 });
  const theme = values.theme === 'light' ? 'Default Light Modern' : 'Default Dark Modern';
  const window = await openPreviewWindow(sandbox, sandbox.readyKeys, { theme });
  try {
    for (const [index, file] of positionals.entries()) {
      const line = await show(window, sandbox, file, index);
      if ('failed' in line) process.exitCode = 1;
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await window.close();
    await sandbox.close();
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

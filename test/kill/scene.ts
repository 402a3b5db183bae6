import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJournals } from '../../src/core/transfer/journal';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { countingContent, longestRequest, type Served } from './content';

export const source = 'HCP_1200/100307/';
/** So few that what they may fetch again is much less than what a run is sent: else the bound would mean nothing. */
export const connections = 3;
/** Bytes that a run is sent at most before it is killed: twice what its connections may fetch again. */
export const mostSent = 100_000_000;

/** A bucket that counts, a folder to download to, and the judgement at the end. */
export class Scene {
  kills = 0;
  private runs: number[] = [];

  private constructor(
    readonly sandbox: Sandbox,
    readonly target: string,
    private readonly bucket: ReturnType<typeof countingContent>,
  ) {}

  static async open(): Promise<Scene> {
    const bucket = countingContent();
    const sandbox = await startSandbox({ content: bucket.content });
    return new Scene(sandbox, await mkdtemp(join(tmpdir(), 'hcp-kill-')), bucket);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await rm(this.target, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What is asked for from now on belongs to another run. */
  beginRun(): void {
    this.runs.push(this.bucket.served.length);
  }

  /** Resolves when this run has been sent so many bytes, or when `over` is. */
  async untilSent(bytes: number, over: Promise<unknown>): Promise<void> {
    const ended = { now: false };
    void over.then(() => (ended.now = true));
    const from = this.runs.at(-1) ?? 0;
    const sent = () => this.bucket.served.slice(from).reduce((sum, one) => sum + one.end - one.start, 0);
    while (!ended.now && sent() < bytes) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Every file right, nothing else left, and no more fetched again than one request for each connection and kill. */
  async assertWell(): Promise<void> {
    const { bodies } = this.bucket;
    const found = await readdir(this.target, { recursive: true, withFileTypes: true });
    const names = found
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.target.length + 1));
    const data = names.filter((name) => !name.startsWith('.hcp/') && name !== 'hcp-manifest.tsv');
    assert.deepEqual(data.sort(), Object.keys(bodies).sort());
    assert.deepEqual(
      names.filter((name) => /\.(lock|hcp-part)/.test(name)),
      [],
    );
    // One that has ended may not have seen its last files reach the disk itself; the next start removes it.
    assert.ok(findJournals(this.target).every(({ state }) => state === 'settled'));
    for (const [key, body] of Object.entries(bodies)) {
      assert.ok(body.equals(await readFile(join(this.target, key))), key);
    }
    const most = Math.max(...this.bytesAgain());
    process.stdout.write(
      `        ${String(this.kills)} kills, after each at most ${(most / 1e6).toFixed(1)} MB fetched again\n`,
    );
    assert.ok(
      most <= connections * longestRequest,
      `${String(most)} bytes were fetched again after one kill`,
    );
  }

  /** For each run, how many of its bytes had been sent before. */
  private bytesAgain(): readonly number[] {
    return this.runs.map((from, run) => {
      const before = this.bucket.served.slice(0, from);
      const own = this.bucket.served.slice(from, this.runs[run + 1]);
      const sent = own.reduce((sum, { start, end }) => sum + end - start, 0);
      return sent - (distinctBytes([...before, ...own]) - distinctBytes(before));
    });
  }
}

/** Bytes that were sent, each counted once. */
function distinctBytes(served: readonly Served[]): number {
  const sorted = [...served].sort((a, b) => (a.key === b.key ? a.start - b.start : a.key < b.key ? -1 : 1));
  let [sum, key, upTo] = [0, '', 0];
  for (const one of sorted) {
    if (one.key !== key) [key, upTo] = [one.key, 0];
    sum += Math.max(0, one.end - Math.max(upTo, one.start));
    upTo = Math.max(upTo, one.end);
  }
  return sum;
}

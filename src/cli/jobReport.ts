import type { JobProgress, JobSnapshot } from '../core/transfer/jobs';
import { errorEvent } from './errorEvent';
import type { Output } from './output';
import { countText, durationText, filesText, printable, sizeText } from './text';
import { wordsFor } from './words';

/** Milliseconds until the first line of a log, and between the later ones: enough to see that it lives. */
const firstLogLine = 10_000;
const laterLogLines = 60_000;
const eventEvery = 1_000;

type Condition = 'waiting' | 'offline' | 'running';

/** Shows how a job gets on: a progress line on a terminal, now and then a line in a log, events with `--json`. */
export class JobReport {
  private nextLogLine: number;
  private nextEvent = 0;
  private failuresTold = 0;
  private condition: Condition = 'running';

  /** @param now milliseconds */
  constructor(
    private readonly output: Output,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.nextLogLine = now() + firstLogLine;
  }

  show(snapshot: JobSnapshot): void {
    this.tellCondition(snapshot);
    this.tellFailures(snapshot);
    if (snapshot.progress && snapshot.state === 'running') this.tellProgress(snapshot.progress);
  }

  /** Takes the progress line away. */
  end(): void {
    this.output.showStatus('');
  }

  private tellCondition(snapshot: JobSnapshot): void {
    const condition = conditionOf(snapshot);
    if (condition === undefined || condition === this.condition) return;
    this.condition = condition;
    this.output.note(`hcp: ${conditionText[condition]}`);
    void this.output.events([{ event: 'state', state: condition }]);
  }

  /** Each failure once; a job that goes on begins its list anew. */
  private tellFailures({ failures }: JobSnapshot): void {
    if (failures.length < this.failuresTold) this.failuresTold = 0;
    const added = failures.slice(this.failuresTold);
    this.failuresTold = failures.length;
    for (const { key, error } of added) {
      this.output.note(`failed  ${printable(key)}: ${wordsFor(error)}`);
    }
    void this.output.events(
      added.map(({ key, error }) => ({ event: 'failed', key, error: errorEvent(error) })),
    );
  }

  private tellProgress(progress: JobProgress): void {
    const now = this.now();
    if (this.output.hasStatus) this.output.showStatus(progressLine(progress, this.output.columns));
    else if (!this.output.json && now >= this.nextLogLine) {
      this.nextLogLine = now + laterLogLines;
      this.output.note(`${new Date().toISOString().slice(0, 19)}Z ${progressText(progress)}`);
    }
    if (now < this.nextEvent) return;
    this.nextEvent = now + eventEvery;
    const { filesDone, filesTotal, bytesDone, bytesTotal, counted, bytesPerSecond, failed, connections } =
      progress;
    const totals = { filesDone, filesTotal, bytesDone, bytesTotal, counted };
    const counts = { ...totals, bytesPerSecond, failed, connections };
    void this.output.events([{ event: 'progress', ...counts, secondsLeft: progress.secondsLeft ?? null }]);
  }
}

const conditionText: Readonly<Record<Condition, string>> = {
  waiting:
    'Another download, perhaps a paused one in VS Code, has some of the same files in this folder. Waiting for its end.',
  offline: 'The bucket can’t be reached at the moment. Trying again until it can.',
  running: 'Going on.',
};

function conditionOf({ state, offline }: JobSnapshot): Condition | undefined {
  if (state === 'waiting') return 'waiting';
  if (state !== 'running') return undefined;
  return offline ? 'offline' : 'running';
}

/**
 * "45 %  1.2 GB of 3.4 GB, 123 of 600 files, 98 MB/s, 0:23 left, 2 failed", or, while the bucket is still listed,
 * "1.2 GB, 123 files, of 2,600 files listed so far, 98 MB/s".
 */
export function progressText(progress: JobProgress): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, secondsLeft, failed } = progress;
  const done = progress.counted
    ? [
        `${String(percent(progress)).padStart(3)} %  ${sizeText(bytesDone)} of ${sizeText(bytesTotal)}`,
        `${countText(filesDone)} of ${countText(filesTotal)} files`,
      ]
    : [sizeText(bytesDone), filesText(filesDone), `of ${countText(filesTotal)} files listed so far`];
  return [
    ...done,
    `${sizeText(Math.round(bytesPerSecond))}/s`,
    ...(secondsLeft === undefined ? [] : [`${durationText(secondsLeft)} left`]),
    ...(failed === 0 ? [] : [`${countText(failed)} failed`]),
  ].join(', ');
}

const widestBar = 30;

/** The same with a bar before it, cut to the terminal's width. */
export function progressLine(progress: JobProgress, columns: number): string {
  const text = progressText(progress);
  if (!progress.counted) return text.slice(0, columns - 1);
  const width = Math.min(widestBar, columns - text.length - 4);
  if (width < 5) return text.slice(0, columns - 1);
  const filled = Math.floor((percent(progress) * width) / 100);
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${text}`;
}

/** Never 100 before all is settled; empty files count by their number. */
function percent({ bytesDone, bytesTotal, filesDone, filesTotal }: JobProgress): number {
  const part = bytesTotal > 0 ? bytesDone / bytesTotal : filesTotal > 0 ? filesDone / filesTotal : 0;
  const all = filesTotal > 0 && filesDone >= filesTotal;
  return all ? 100 : Math.min(99, Math.max(0, Math.floor(part * 100)));
}

import { releaseOf } from '../catalog/releases';
import { toHcpError, type HcpError } from '../errors';
import { openDelivered, type DeliveredLog } from './delivered';
import type { JobSpec } from './jobs';
import type { Journal, JournalState } from './journal';
import type { PlannedFile } from './plan';
import type { Verified } from './tally';
import type { Workshop } from './workshop';

/** Milliseconds between two batches of rows. */
const flushEvery = 1_000;
/** Milliseconds between two groups of files that are written to the disk itself. */
const syncEvery = 30_000;

const kinds = { md5Etag: 'md5-etag', md5Manifest: 'md5-manifest', sizeOnly: 'size' } as const;

/** Writes down what a job has delivered, and sees to it that it is on the disk itself, a group at a time. */
export class Records {
  private readonly target: string;
  private readonly delivered: DeliveredLog;
  private readonly flushing: NodeJS.Timeout;
  private readonly grouping: NodeJS.Timeout;
  /** Files that have their final name, and may be in the page cache only. */
  private unsynced: string[] = [];
  private group: Promise<void> = Promise.resolve();

  /** @throws HcpError `disk.*` */
  constructor(
    spec: JobSpec,
    private readonly journal: Journal,
    private readonly shop: Workshop,
    /** Files that are not finished, and what to call when their bytes so far are on the disk itself. */
    private readonly unfinished: () => readonly { readonly path: string; readonly done: () => void }[],
    /** Nothing can be written down at the moment. */
    private readonly onFailure: (error: HcpError) => void,
  ) {
    this.target = spec.target;
    this.delivered = openDelivered(spec.target, spec.id);
    this.flushing = setInterval(() => {
      this.trying(() => {
        this.delivered.flush();
      });
    }, flushEvery);
    this.grouping = setInterval(() => {
      this.syncGroup();
    }, syncEvery);
    this.flushing.unref();
    this.grouping.unref();
  }

  note(state: JournalState): void {
    this.delivered.flush();
    this.journal.setState(state);
  }

  arrived(file: PlannedFile, verified: Verified, md5: string | undefined): void {
    this.unsynced.push(file.path);
    this.add(file, kinds[verified], md5);
  }

  /** The file was there, told by its size and date. */
  present(file: PlannedFile): void {
    if (!this.delivered.has(file.entry.key)) this.add(file, 'date', undefined);
  }

  /**
   * Whether a file that looks whole has to be looked at, because the machine went down after it had come and
   * before it was surely on the disk itself.
   */
  doubts(file: PlannedFile): boolean {
    const { doubtedSince } = this.journal;
    if (doubtedSince === undefined) return false;
    const there = this.shop.disk.look(file.path);
    return there !== undefined && there.changed.getTime() >= doubtedSince;
  }

  /** Writes the table beside the data. @throws HcpError `disk.*` */
  async finish(): Promise<void> {
    this.stopTimers();
    await this.delivered.finish();
  }

  close(): void {
    this.stopTimers();
    this.delivered.close();
  }

  /** Writes the last group to the disk itself; only then the journal goes. Never rejects. */
  async settle(): Promise<void> {
    try {
      this.journal.setState('settled');
      this.syncGroup();
      await this.group;
      this.journal.remove();
    } catch {
      // It is found as unfinished after the next start, and ends at once when it is gone on with.
    }
  }

  private add(
    file: PlannedFile,
    kind: 'md5-etag' | 'md5-manifest' | 'size' | 'date',
    md5: string | undefined,
  ) {
    const { key, size, etag, lastModified } = file.entry;
    const row = {
      key,
      path: file.segments.join('/'),
      size,
      digest: md5,
      kind,
      etag,
      date: lastModified,
      release: releaseOf(key)?.prefix.slice(0, -1),
    };
    // A row that can't be written now is kept, and written with the next ones.
    this.trying(() => {
      this.delivered.add(row);
    });
  }

  private trying(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.onFailure(toHcpError(error));
    }
  }

  private syncGroup(): void {
    this.group = this.group.then(async () => {
      const until = Date.now();
      const finished = this.unsynced;
      const begun = this.unfinished();
      this.unsynced = [];
      // What an earlier run has delivered is not on the disk for it.
      if (finished.length + begun.length === 0) return;
      try {
        await this.shop.disk.sync(this.target, [...finished, ...begun.map(({ path }) => path)]);
        for (const { done } of begun) done();
        this.journal.group(until);
      } catch {
        // They are doubted after a loss of power, as if they had come just before it.
        this.unsynced = [...finished, ...this.unsynced];
      }
    });
  }

  private stopTimers(): void {
    clearInterval(this.flushing);
    clearInterval(this.grouping);
  }
}

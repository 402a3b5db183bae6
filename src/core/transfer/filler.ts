import type { Backlog } from './backlog';
import { HcpError, toHcpError } from '../errors';
import { makeFolders } from './folders';
import type { JobSpec } from './jobs';
import type { Journal } from './journal';
import { patiently, patientList } from './patientList';
import { planItems, type PlannedFile, type PlannedItem } from './plan';
import type { Records } from './records';
import type { Surroundings } from './surroundings';
import type { Tally } from './tally';
import { expectedOf, targetIsLost, type Workshop } from './workshop';

export interface FillerContext {
  readonly spec: JobSpec;
  readonly backlog: Backlog;
  readonly shop: Workshop;
  readonly around: Surroundings;
  readonly tally: Tally;
  readonly records: Records;
  readonly journal: Journal;
  readonly pause: (reason: HcpError) => void;
  /** Resolves when the job may go on. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  readonly kick: () => void;
}

/** Planned files that may wait: enough to choose the largest of, and for a page of the listing to be under way. */
const window = 2_000;
const checksAtOnce = 2;

/**
 * Plans a job while it runs, never further ahead than a window, so that memory does not grow with the number of
 * files. What is there and whole is settled here; what has to be fetched goes to the backlog.
 */
export class Filler {
  private planned = false;
  private checks = 0;
  private bytesInCheck = 0;
  private readonly count = { files: 0, bytes: 0 };
  private wake: (() => void) | undefined;

  constructor(private readonly context: FillerContext) {}

  /** Whether everything is planned, and every check of a file that was there has ended. */
  get done(): boolean {
    return this.planned && this.checks === 0;
  }

  /** Whether all files are known. */
  get listed(): boolean {
    return this.planned;
  }

  /** Files so far, those included that can't be downloaded. */
  get seen(): { readonly files: number; readonly bytes: number } {
    return this.count;
  }

  /** Bytes of files that are there, and whose bytes are being looked at. */
  get inCheck(): number {
    return this.bytesInCheck;
  }

  /** To be called when something was taken out of the backlog, or settled. */
  roomMade(): void {
    if (this.wake && this.context.backlog.size < window / 2) this.wake();
  }

  /** Resolves when all is planned and checked. @throws HcpError what concerns the whole job, `cancelled` */
  async run(signal: AbortSignal): Promise<void> {
    const { spec, shop, around, turn } = this.context;
    const list = patientList(around, turn);
    const request = {
      store: { list: (page: Parameters<typeof list>[0], own?: AbortSignal) => list(page, own ?? signal) },
      disk: shop.disk,
      sources: spec.sources,
      target: spec.target,
      retries: { tries: 1, firstPause: 0, longestPause: 0 },
    };
    const checking = new Set<Promise<void>>();
    for await (const item of planItems(request, signal)) {
      if (signal.aborted) throw new HcpError('cancelled');
      if (item.kind === 'file' && this.mustCheck(item)) {
        this.seeFile(item);
        const { size } = item.entry;
        this.checks++;
        this.bytesInCheck += size;
        const check: Promise<void> = this.check(item, signal).finally(() => {
          this.checks--;
          this.bytesInCheck -= size;
          checking.delete(check);
        });
        checking.add(check);
        if (checking.size >= checksAtOnce) await Promise.race(checking);
      } else {
        this.take(item);
      }
      if (this.context.backlog.size >= window) await this.room(signal);
    }
    this.planned = true;
    await Promise.all(checking);
  }

  private take(item: PlannedItem): void {
    const { shop, spec, tally, records, journal } = this.context;
    switch (item.kind) {
      case 'refused':
        this.count.files++;
        tally.fail(item.key, item.error);
        return;
      case 'folder':
        try {
          makeFolders(shop.disk, spec.target, item.segments);
        } catch (error) {
          this.count.files++;
          tally.fail(item.key, toHcpError(error));
        }
        return;
      case 'file':
        this.seeFile(item);
        if (journal.dropped.has(item.entry.key)) tally.drop(item.entry.size);
        else if (item.state === 'whole') {
          tally.skip({ key: item.entry.key, size: item.entry.size, verified: undefined });
          records.present(item);
        } else this.queue(item);
    }
  }

  private seeFile({ entry }: PlannedFile): void {
    this.count.files++;
    this.count.bytes += entry.size;
  }

  private queue(file: PlannedFile): void {
    this.context.backlog.add(file);
    this.context.kick();
  }

  private mustCheck(file: PlannedFile): boolean {
    if (file.state === 'sameSize') return true;
    return file.state === 'whole' && this.context.records.doubts(file);
  }

  /** Looks at the bytes of a file of the right size, and fetches it when they are wrong. */
  private async check(file: PlannedFile, signal: AbortSignal): Promise<void> {
    const { spec, shop, tally, records, around, turn, pause } = this.context;
    const { key, size } = file.entry;
    try {
      const { md5, verified } = await patiently(around, turn, () => expectedOf(file, shop, signal), signal);
      // Where nobody tells the MD5, another date may mean other bytes of the same number. Who wants no checksums
      // has said that the size is enough, but for a file that a loss of power may have spoilt.
      const whole =
        md5 === undefined
          ? !shop.checksums && file.state === 'sameSize'
          : (await shop.hasher.md5(file.path, size, signal)) === md5;
      if (!whole) {
        this.queue(file);
        return;
      }
      dateQuietly(file, shop);
      tally.skip({ key, size, verified });
      records.arrived(file, verified, md5);
    } catch (error) {
      if (signal.aborted) return;
      const failure = toHcpError(error);
      if (!targetIsLost(failure, spec.target, shop.disk)) {
        tally.fail(key, failure, size);
        return;
      }
      pause(failure);
      await turn(signal);
      if (!signal.aborted) await this.check(file, signal);
    }
  }

  private room(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.wake = undefined;
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.wake = go;
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

/** A date that can't be set costs another look the next time, nothing else. */
function dateQuietly({ path, entry }: PlannedFile, { disk }: Workshop): void {
  try {
    disk.setModified(path, entry.lastModified);
  } catch {
    // Right bytes in someone else's file, or on a read-only disk, are right bytes.
  }
}

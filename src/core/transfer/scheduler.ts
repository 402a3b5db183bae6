import type { JobRun } from './jobRun';
import { startLimit, type Lane, type Pace } from './pace';

const lanes: readonly Lane[] = ['large', 'small'];
/**
 * Requests that another connection for small objects must have before it: it costs two round trips and the work
 * of TLS on both sides, which a few hundred objects beside large ones are not worth two hundred times.
 */
const requestsEach = 8;

/** A job as far as connections go. */
export type Work = Pick<JobRun, 'next' | 'waiting'>;

/**
 * Hands free connections to the jobs. A free one goes to the job that has the fewest in this lane, so that a
 * subject of thousands of files does not keep a single file of another job waiting; and a lane that has none gets
 * the next one, so that large files do not keep the small ones of another job waiting, nor the other way round.
 */
export class Scheduler {
  /** Forgets with them the jobs that have ended. */
  private readonly using = new WeakMap<Work, Record<Lane, number>>();
  private readonly inLane: Record<Lane, number> = { small: 0, large: 0 };
  /** The most that small objects have had at a time since they last had none: those are made. */
  private mostSmall = 0;
  private kicked = false;
  private waking: NodeJS.Timeout | undefined;

  constructor(
    private readonly pace: Pace,
    private readonly jobs: () => Iterable<Work>,
  ) {}

  /** Whether large work waits for a connection. */
  get saturated(): boolean {
    return [...this.jobs()].some((job) => job.waiting('large') > 0);
  }

  /** Looks for work soon; as often as one likes. */
  readonly kick = (): void => {
    if (this.kicked) return;
    this.kicked = true;
    queueMicrotask(() => {
      this.kicked = false;
      for (const lane of lanes) this.fill(lane);
    });
  };

  private fill(lane: Lane): void {
    const { hold } = this.pace;
    if (hold > 0) {
      this.waking ??= setTimeout(() => {
        this.waking = undefined;
        this.kick();
      }, hold + 1);
      return;
    }
    const cap = this.pace.cap;
    while (this.inLane[lane] < this.limit(lane) && this.inLane.small + this.inLane.large < cap) {
      if (!this.startOne(lane)) return;
    }
  }

  private limit(lane: Lane): number {
    const limit = this.pace.limit(lane);
    if (lane === 'large' || limit <= startLimit) return limit;
    let waiting = 0;
    for (const job of this.jobs()) waiting += job.waiting('small');
    return Math.min(limit, Math.max(startLimit, this.mostSmall, Math.ceil(waiting / requestsEach)));
  }

  private startOne(lane: Lane): boolean {
    const jobs = [...this.jobs()];
    if (jobs.length > 1) jobs.sort((a, b) => this.use(a)[lane] - this.use(b)[lane]);
    for (const job of jobs) {
      const piece = job.next(lane);
      if (!piece) continue;
      const use = this.use(job);
      use[lane]++;
      this.inLane[lane]++;
      this.mostSmall = Math.max(this.mostSmall, this.inLane.small);
      void piece().then(() => {
        // A slot of one lane counts against the cap of both.
        const wasFull = this.inLane.small + this.inLane.large >= this.pace.cap;
        use[lane]--;
        this.inLane[lane]--;
        if (this.inLane.small === 0) this.mostSmall = 0;
        // Whoever is refused while all connections are in use must not be refused for ever.
        const other = lane === 'small' ? 'large' : 'small';
        if (wasFull && this.inLane[other] === 0) this.fill(other);
        this.fill(lane);
        if (wasFull) this.kick();
      });
      return true;
    }
    return false;
  }

  private use(job: Work): Record<Lane, number> {
    const known = this.using.get(job) ?? { small: 0, large: 0 };
    this.using.set(job, known);
    return known;
  }
}

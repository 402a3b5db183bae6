import type { JobRun } from './jobRun';
import type { Lane, Pace } from './pace';

const lanes: readonly Lane[] = ['large', 'small'];

/**
 * Hands free connections to the jobs. A free one goes to the job that has the fewest in this lane, so that a
 * subject of thousands of files does not keep a single file of another job waiting; and a lane that has none gets
 * the next one, so that large files do not keep the small ones of another job waiting, nor the other way round.
 */
export class Scheduler {
  /** Forgets with them the jobs that have ended. */
  private readonly using = new WeakMap<JobRun, Record<Lane, number>>();
  private readonly inLane: Record<Lane, number> = { small: 0, large: 0 };
  private kicked = false;
  private waking: NodeJS.Timeout | undefined;

  constructor(
    private readonly pace: Pace,
    private readonly jobs: () => Iterable<JobRun>,
  ) {}

  /** Whether large work waits for a connection. */
  get saturated(): boolean {
    return [...this.jobs()].some((job) => job.waits('large'));
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
    while (this.inLane[lane] < this.pace.limit(lane) && this.inLane.small + this.inLane.large < cap) {
      if (!this.startOne(lane)) return;
    }
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
      void piece().then(() => {
        // A slot of one lane counts against the cap of both.
        const wasFull = this.inLane.small + this.inLane.large >= this.pace.cap;
        use[lane]--;
        this.inLane[lane]--;
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

  private use(job: JobRun): Record<Lane, number> {
    const known = this.using.get(job) ?? { small: 0, large: 0 };
    this.using.set(job, known);
    return known;
  }
}

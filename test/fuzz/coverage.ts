import { Session, type Profiler } from 'node:inspector/promises';

/** Which blocks of one script have ever run, as V8 counts them. */
export class Coverage {
  private readonly session = new Session();
  private readonly seen = new Set<string>();

  /** @param script end of the script's address */
  constructor(private readonly script: string) {}

  async start(): Promise<void> {
    this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How many blocks ran since the last call that had never run, or never as often (in powers of two). */
  async news(): Promise<number> {
    const { result } = await this.session.post('Profiler.takePreciseCoverage');
    let news = 0;
    for (const one of result) if (one.url.endsWith(this.script)) news += this.newIn(one);
    return news;
  }

  get blocks(): number {
    return this.seen.size;
  }

  private newIn({ functions }: Profiler.ScriptCoverage): number {
    const before = this.seen.size;
    for (const { ranges } of functions) {
      for (const { startOffset, endOffset, count } of ranges) {
        if (count === 0) continue;
        this.seen.add(`${String(startOffset)}-${String(endOffset)}:${String(Math.floor(Math.log2(count)))}`);
      }
    }
    return this.seen.size - before;
  }
}

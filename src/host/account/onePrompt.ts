import { acquireWindowLock, newHolder, type WindowLock } from './windowLock';

/** Lets one of the windows that share the account ask the person something that concerns all of them. */
export class OnePrompt {
  private lock: WindowLock | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly name: 'pair-question' | 'start-notice',
  ) {}

  /**
   * True where this window is to ask; false for three minutes after another one did, unless that was closed or
   * has released it. Where no lock can be written, all ask: twice is better than never.
   */
  claim(): Promise<boolean> {
    const claimed = this.last.then(() => this.take()).catch(() => true);
    this.last = claimed;
    return claimed;
  }

  /** What was asked is settled: whoever finds the next trouble asks. */
  async release(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    await lock?.release();
  }

  private async take(): Promise<boolean> {
    await this.release();
    this.lock = await acquireWindowLock(this.folder, this.name, newHolder());
    return this.lock !== undefined;
  }
}

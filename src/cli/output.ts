import type { Writable } from 'node:stream';
import type { CommandEvent } from './events';

/** A stream of this process; the two optional ones are there on a terminal. */
export interface Sink extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Erases the line of the terminal that the cursor is in. */
const eraseLine = '\r\u001b[K';

/**
 * What the command writes: results to stdout, as text or as one JSON event a line; notes and the progress
 * line to stderr. That a reader goes away is no failure: what follows is dropped.
 */
export class Output {
  private left = false;
  private status = '';

  constructor(
    private readonly out: Sink,
    private readonly err: Sink,
    readonly json: boolean,
  ) {
    out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE')
        this.note(`hcp: The output can’t be written (${error.code ?? error.message}).`);
      this.left = true;
    });
    // A terminal or log that is gone can't be told that it is gone.
    err.on('error', () => undefined);
  }

  /** Nobody reads stdout any more (`hcp ls | head`). */
  get readerLeft(): boolean {
    return this.left;
  }

  /** Whether there is a terminal for a progress line which nothing else writes to. */
  get hasStatus(): boolean {
    return this.err.isTTY === true && !(this.json && this.out.isTTY === true);
  }

  get columns(): number {
    return this.err.columns ?? 80;
  }

  /** Lines of text for the person; nothing with `--json`. Resolves when more can be taken. */
  async lines(lines: readonly string[]): Promise<void> {
    if (!this.json) await this.write(lines);
  }

  /** Events for programs; nothing without `--json`. Resolves when more can be taken. */
  async events(events: readonly CommandEvent[]): Promise<void> {
    if (this.json) await this.write(events.map((event) => JSON.stringify(event)));
  }

  /** A line on stderr. */
  note(text: string): void {
    const status = this.status;
    this.showStatus('');
    this.err.write(`${text}\n`);
    this.showStatus(status);
  }

  /** Replaces the progress line of the terminal; an empty text takes it away. */
  showStatus(text: string): void {
    if (!this.hasStatus || text === this.status) return;
    this.status = text;
    this.err.write(eraseLine + text);
  }

  private async write(lines: readonly string[]): Promise<void> {
    if (this.left || lines.length === 0) return;
    const status = this.status;
    this.showStatus('');
    const more = this.out.write(`${lines.join('\n')}\n`);
    this.showStatus(status);
    if (!more) await this.drained();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        for (const name of ['drain', 'error', 'close']) this.out.off(name, done);
        resolve();
      };
      for (const name of ['drain', 'error', 'close']) this.out.once(name, done);
    });
  }
}

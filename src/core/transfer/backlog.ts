import { smallUpTo, type Lane } from './pace';
import type { PlannedFile } from './plan';

/** Whether a file waits for bytes, or rather for an answer. */
export function laneOf(file: PlannedFile): Lane {
  return file.entry.size > smallUpTo ? 'large' : 'small';
}

/**
 * Files that are planned and not begun. Small ones come out in order, large ones by size, the largest first:
 * then the last files of a job are short, and no connection is left alone with a long one.
 */
export class Backlog {
  private readonly large: PlannedFile[] = [];
  private small: PlannedFile[] = [];
  private firstSmall = 0;

  get size(): number {
    return this.large.length + this.count('small');
  }

  count(lane: Lane): number {
    return lane === 'large' ? this.large.length : this.small.length - this.firstSmall;
  }

  add(file: PlannedFile): void {
    if (laneOf(file) === 'small') {
      this.small.push(file);
      return;
    }
    let from = 0;
    let to = this.large.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.large[middle]?.entry.size ?? 0) < file.entry.size) from = middle + 1;
      else to = middle;
    }
    this.large.splice(from, 0, file);
  }

  take(lane: Lane): PlannedFile | undefined {
    if (lane === 'large') return this.large.pop();
    const file = this.small[this.firstSmall++];
    if (file === undefined || this.firstSmall > 1_000) {
      this.small = this.small.slice(this.firstSmall);
      this.firstSmall = 0;
    }
    return file;
  }
}

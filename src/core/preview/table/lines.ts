import { MAX_LINE } from './limits';

/** The lines of a text from `start` on, each at most `MAX_LINE` characters, without its end (`\n`, `\r\n`, `\r`). */
export function* linesOf(text: string, start = 0): Generator<Line, undefined> {
  const lineEnd = text.includes('\n') ? '\n' : '\r';
  for (let at = start; at < text.length;) {
    const found = text.indexOf(lineEnd, at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, Math.min(end, at + MAX_LINE));
    yield { text: line.endsWith('\r') ? line.slice(0, -1) : line, start: at, cut: end - at > MAX_LINE };
    at = end + 1;
  }
}

export interface Line {
  readonly text: string;
  /** Where it begins in the text. */
  readonly start: number;
  /** Whether it is longer than what was taken of it. */
  readonly cut: boolean;
}

/** The words of a line between white space. */
export function wordsOf(line: string): readonly string[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/** The whole lines at the start of a text: the last one may be cut off unless the text is complete. */
export function wholeLines(text: string, complete: boolean, most: number): readonly Line[] {
  const lines: Line[] = [];
  for (const line of linesOf(text)) {
    lines.push(line);
    if (lines.length > most) break;
  }
  if (lines.length > most || (!complete && lines.length > 1)) lines.pop();
  return lines;
}

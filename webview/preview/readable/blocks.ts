/** Lines that are laid out together. */
export interface Block {
  /** Counted from 0. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

const linesPerBlock = 200;
/** Characters of a line; what is longer goes on in the next. */
const longest = 10_000;

/** A text in blocks of lines. */
export function blocksOf(text: string): readonly Block[] {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split(/\r\n|\n|\r/).flatMap((line) => (line.length > longest ? cut(line) : [line]));
  return Array.from({ length: Math.ceil(lines.length / linesPerBlock) }, (_, block) => {
    const firstLine = block * linesPerBlock;
    return { firstLine, lines: lines.slice(firstLine, firstLine + linesPerBlock) };
  });
}

function cut(line: string): readonly string[] {
  return Array.from({ length: Math.ceil(line.length / longest) }, (_, part) =>
    line.slice(part * longest, (part + 1) * longest),
  );
}

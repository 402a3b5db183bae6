import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** A cell that names nothing says one of these words, and then why. */
const excuse = /^(Open|Does not apply): \S/;

/** The rows of all tables of a paper, cell by cell, without heads and rules. */
export function rowsOf(paper: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(root, paper), 'utf8').split('\n');
  const isRule = (line = '') => /^\|[\s:|-]+\|$/.test(line);
  return lines
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/**
 * What is wrong with a cell that names its evidence, undefined when nothing is: each piece stands on a line of
 * its own, a file in backticks, with the title of a test in it after a colon.
 */
export function problemOf(cell: string): string | undefined {
  const pieces = cell.split('<br>').map((piece) => piece.trim());
  return pieces.map(problemOfPiece).find((problem) => problem !== undefined);
}

function problemOfPiece(piece: string): string | undefined {
  if (excuse.test(piece)) return undefined;
  const [, file, title] = /^`([^`]+)`(?:: (.+))?$/.exec(piece) ?? [];
  if (file === undefined) return `"${piece}" names no file`;
  if (!existsSync(join(root, file))) return `${file} is not there`;
  const isTest = file.endsWith('.test.ts');
  if (isTest !== (title !== undefined)) return `${file} ${isTest ? 'lacks a title' : 'has no titles'}`;
  if (title === undefined || holdsTest(readFileSync(join(root, file), 'utf8'), title)) return undefined;
  return `${file} has no test "${title}"`;
}

function holdsTest(text: string, title: string): boolean {
  const quoted = ["'", '"', '`'].map((quote) => `it(${quote}${title}${quote},`);
  return quoted.some((start) => text.includes(start));
}

import { MAX_INDENT } from './limits';

type Kind = 'open' | 'close' | 'single' | 'text' | 'blank';

interface Piece {
  readonly text: string;
  readonly kind: Kind;
}

/** What is in angle brackets, and how it ends; the first that fits counts. */
const brackets: readonly (readonly [start: string, end: string, kind: Kind])[] = [
  ['<!--', '-->', 'single'],
  ['<![CDATA[', ']]>', 'text'],
  ['<?', '?>', 'single'],
  ['<!', '>', 'single'],
  ['</', '>', 'close'],
  ['<', '>', 'open'],
];

/**
 * XML with an element a line; text stays on the line of its element. Undefined where there are not as many ends
 * of elements as beginnings.
 */
export function formatXml(text: string): string | undefined {
  const parts: string[] = [];
  let depth = 0;
  let last: Kind = 'single';
  for (const piece of piecesOf(text)) {
    if (!piece) return undefined;
    if (piece.kind === 'blank') continue;
    if (piece.kind === 'close') depth--;
    if (depth < 0) return undefined;
    const isInside = piece.kind === 'text' || last === 'text' || (piece.kind === 'close' && last === 'open');
    if (!isInside) parts.push(lineAt(depth));
    parts.push(piece.text);
    if (piece.kind === 'open') depth++;
    last = piece.kind;
  }
  return depth === 0 ? `${parts.join('').trimStart()}\n` : undefined;
}

/** The text cut into tags and what is between them; undefined for a tag that does not end. */
function* piecesOf(text: string): Generator<Piece | undefined, undefined> {
  for (let at = 0; at < text.length;) {
    const piece = text[at] === '<' ? bracketAt(text, at) : textAt(text, at);
    yield piece;
    at += piece?.text.length ?? text.length;
  }
}

function bracketAt(text: string, at: number): Piece | undefined {
  const [start, end, kind] = brackets.find(([opening]) => text.startsWith(opening, at)) ?? [];
  if (start === undefined || end === undefined || kind === undefined) return undefined;
  const close = text.indexOf(end, at + start.length);
  if (close < 0) return undefined;
  const whole = text.slice(at, close + end.length);
  return { text: whole, kind: kind === 'open' && whole.endsWith('/>') ? 'single' : kind };
}

function textAt(text: string, at: number): Piece {
  const next = text.indexOf('<', at);
  const whole = text.slice(at, next < 0 ? text.length : next);
  return { text: whole, kind: whole.trim() === '' ? 'blank' : 'text' };
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, MAX_INDENT))}`;
}

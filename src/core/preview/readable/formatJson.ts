import { MAX_INDENT } from './limits';

/** A string, or one of the signs that lay out JSON, or anything else that is no white space. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON with an element a line. Each value stays as it is written: reading and writing it again would change
 * large numbers. Undefined where it is no JSON.
 */
export function formatJson(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  const pieces: string[] = [];
  let depth = 0;
  let last = '';
  for (const [piece] of text.matchAll(token)) {
    const closes = piece === '}' || piece === ']';
    if (closes) depth--;
    const isEmpty = closes && (last === '{' || last === '[');
    const opened = last === '{' || last === '[' || last === ',';
    if ((opened || closes) && !isEmpty) pieces.push(lineAt(depth));
    pieces.push(piece === ':' ? ': ' : piece);
    if (piece === '{' || piece === '[') depth++;
    last = piece;
  }
  return `${pieces.join('')}\n`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, MAX_INDENT))}`;
}

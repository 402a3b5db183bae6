import { wholeBody, type Body } from '../segment';
import { randomOf, type Source } from '../source';
import type { Random } from '../random';

/** A body from text, which must be ASCII and of the source's size. */
export function textBody(text: string): Body {
  return wholeBody(Buffer.from(text, 'latin1'));
}

/** The text cut or padded with spaces at its end, before the line feed, to exactly `size` characters. */
export function padded(text: string, size: number): string {
  if (text.length > size) return size === 1 ? text.slice(0, 1) : `${text.slice(0, size - 1)}\n`;
  if (text.length === size) return text;
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return `${body.padEnd(size - 1)}\n`;
}

/** `head`, then as many lines as have room, the last one padded with spaces. */
export function fitLines(size: number, head: string, line: (index: number) => string): string {
  const pieces = [head];
  let length = head.length;
  for (let index = 0; length < size; index++) {
    const next = `${line(index)}\n`;
    if (length + next.length > size && length > 0) break;
    pieces.push(next);
    length += next.length;
  }
  return padded(pieces.join(''), size);
}

/** `head`, items and `tail`, with white space before the tail to fill up. Tiny sizes get the start of it. */
export function fitBetween(
  size: number,
  head: string,
  item: (index: number) => string,
  tail: string,
): string {
  const pieces = [head];
  let room = size - head.length - tail.length;
  for (let index = 0; room > 0; index++) {
    const next = item(index);
    if (next === '' || next.length > room) break;
    pieces.push(next);
    room -= next.length;
  }
  return padded(pieces.join('') + ' '.repeat(Math.max(0, room)) + tail, size);
}

export type TextMaker = (source: Source, random: Random) => string;

/** A body from a maker of text. */
export function textWith(source: Source, make: TextMaker): Body {
  return textBody(make(source, randomOf(source)));
}

/** The subject's id, or a stand-in for files that belong to no subject. */
export function subjectOf(source: Source): string {
  return source.subject ?? 'group';
}

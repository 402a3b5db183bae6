import { looksBinary } from '../looksBinary';

export type Language = 'json' | 'xml' | 'html' | 'plain';

/** Whether the beginning of a file is text: UTF-8, UTF-16 that says so, or one byte a character. */
export function isText(sample: Uint8Array): boolean {
  const [first, second] = sample;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || !looksBinary(sample) || looksLikeWindows1252(sample);
}

/** Nearly all bytes are letters and signs of ASCII, and none is a control character that no text has. */
function looksLikeWindows1252(sample: Uint8Array): boolean {
  const isPlain = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
  const isLetter = (byte: number): boolean => byte >= 0x80;
  if (!sample.every((byte) => isPlain(byte) || isLetter(byte))) return false;
  return sample.filter(isPlain).length >= sample.length * 0.8;
}

/** By the name's ending; a name without one that tells is looked into. */
export function languageOf(path: string, text: string): Language {
  const name = path.toLowerCase();
  if (/\.html?$/.test(name)) return 'html';
  if (/\.json$/.test(name)) return 'json';
  if (/\.(xml|scene|spec|svg)$/.test(name)) return 'xml';
  const start = text.slice(0, 200).trimStart();
  if (/^<(!doctype html|html)\b/i.test(start)) return 'html';
  return start.startsWith('<?xml') ? 'xml' : 'plain';
}

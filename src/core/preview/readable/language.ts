import { looksBinary } from '../looksBinary';

export type Language = 'json' | 'xml' | 'html' | 'plain';

/** Whether the beginning of a file is text: UTF-8, or UTF-16 that says so. */
export function isText(sample: Uint8Array): boolean {
  const [first, second] = sample;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || !looksBinary(sample);
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

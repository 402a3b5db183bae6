import { Parser } from 'htmlparser2';
import { Undrawable } from '../model';
import { MAX_NAME, MAX_XML_DEPTH } from './limits';

/** What a reader of XML hears. Text may come in pieces. */
export interface XmlHandler {
  /** `at`: the place of the element's `<`, in characters from the first one that was written. */
  open(name: string, attributes: Readonly<Record<string, string>>, at: number): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * A parser of XML that is given piece by piece, one character a byte (latin1), so that places in the text are
 * places in the file. It takes what is not well-formed as it comes and replaces no entities but XML's own.
 */
export function xmlParser(handler: XmlHandler): { readonly write: (text: string) => void } {
  let depth = 0;
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > MAX_XML_DEPTH) throw new Undrawable('damaged', 'XML elements are nested too deep');
        handler.open(name, attributes, parser.startIndex);
      },
      ontext: (text) => {
        handler.text(text);
      },
      onclosetag: (name) => {
        depth--;
        handler.close(name);
      },
    },
    { xmlMode: true },
  );
  return {
    write: (text) => {
      parser.write(text);
    },
  };
}

/** A name out of XML that was read as latin1: UTF-8 where it is that. Not longer than the bound. */
export function nameOfXml(text: string): string {
  const trimmed = text.trim().slice(0, MAX_NAME);
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(trimmed)) return trimmed;
  const bytes = Buffer.from(trimmed, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return trimmed;
  }
}

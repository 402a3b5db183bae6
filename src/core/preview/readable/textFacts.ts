import type { Fact, FactId } from '../model';
import { languageOf, type Language } from './language';
import type { TextEncoding } from './textStart';

export interface ReadText {
  readonly path: string;
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly complete: boolean;
}

const formats: Readonly<Record<Language, string | undefined>> = {
  json: 'JSON',
  xml: 'XML',
  html: 'HTML',
  plain: undefined,
};

/** What is known of a text. */
export function textFacts({ path, text, encoding, complete }: ReadText): readonly Fact[] {
  const language = languageOf(path, text);
  const known: readonly (readonly [FactId, string | undefined])[] = [
    ['format', formats[language]],
    ['encoding', encoding],
    ['rows', complete && language === 'plain' ? String(lineCount(text)) : undefined],
    ['description', language === 'html' ? titleOf(text) : undefined],
  ];
  return known.flatMap(([id, value]) => (value === undefined || value === '' ? [] : [{ id, value }]));
}

function lineCount(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text === '' || text.endsWith('\n') ? lines : lines + 1;
}

function titleOf(html: string): string | undefined {
  return /<title>([^<]{1,200})/i.exec(html.slice(0, 20_000))?.[1]?.trim();
}

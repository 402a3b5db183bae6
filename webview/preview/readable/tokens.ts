export type TokenKind = 'name' | 'string' | 'number' | 'word' | 'comment';

export interface Token {
  readonly text: string;
  /** Undefined for what is between. */
  readonly kind: TokenKind | undefined;
}

/** Each kind is a group of that name. */
const patterns = {
  json: /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|\b(?<word>true|false|null)\b/g,
  xml: /(?<comment><[!?][^>]*>)|(?<name><\/?[\w:.-]+|\/?>)|(?<string>"[^"<]*")|(?<word>[\w:.-]+(?==))/g,
} as const;

/** A line of JSON or XML in coloured pieces. */
export function tokensOf(line: string, language: 'json' | 'xml'): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(patterns[language])) {
    if (match.index > end) tokens.push({ text: line.slice(end, match.index), kind: undefined });
    tokens.push({ text: match[0], kind: kindOf(match.groups ?? {}) });
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push({ text: line.slice(end), kind: undefined });
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): TokenKind | undefined {
  const found = Object.entries(groups).find(([, text]) => text !== undefined);
  return found?.[0] as TokenKind | undefined;
}

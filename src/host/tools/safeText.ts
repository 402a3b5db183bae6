import { plainName } from '../messages/plainName';

/** Characters of a text that a model is handed at the most. */
const longest = 300;

/**
 * A text of the bucket, which is hostile input, for a model and for the chat that shows what it says: what
 * can't be seen (control and format characters, tags, private ones) is shown as an escape, nothing is a link,
 * and a long text is cut.
 */
export function safeText(text: string): string {
  const visible = text
    .slice(0, longest)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return plainName(text.length > longest ? `${visible}…` : visible);
}

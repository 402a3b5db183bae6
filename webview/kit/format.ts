/** Puts a value in the place of `{0}`. */
export function format(text: string, value: string): string {
  return text.replaceAll('{0}', () => value);
}

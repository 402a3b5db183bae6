/** Puts values in the places of `{0}`, `{1}` and so on. */
export function format(text: string, ...values: readonly string[]): string {
  return text.replaceAll(/\{(\d)\}/g, (place, index: string) => values[Number(index)] ?? place);
}

/**
 * A name of the bucket, which is hostile input, for a message: VS Code makes links, also ones that run commands,
 * of `[text](address)` in notifications. A space in between keeps it a text.
 */
export function plainName(name: string): string {
  return name.replaceAll('](', '] (');
}

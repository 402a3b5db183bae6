const longest = 300;

/**
 * Seconds that a server asks to wait (RFC 9110, Retry-After: a number or a date), 0 to 300; undefined when it
 * does not say.
 * @param now milliseconds since 1970
 */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longest);
}

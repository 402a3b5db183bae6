/** How many bytes from the start of a file are enough for `looksBinary`. */
export const sampleSize = 4096;

/**
 * Whether the beginning of a file is no text: it holds a NUL byte, or is not UTF-8. A character that is cut
 * off at the end of the sample is no fault.
 */
export function looksBinary(sample: Uint8Array): boolean {
  if (sample.includes(0)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return false;
  } catch {
    return true;
  }
}

/** Bounds on what is read of a readable file. */

/** Bytes of a text from its start. */
export const MAX_TEXT_BYTES = 2 * 1024 * 1024;
/** Bytes of a picture; FEAT's pictures of a design have up to 1 MB. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
/** Points of a picture that is turned into another format. */
export const MAX_PICTURE_POINTS = 10_000_000;
/** Bytes that tell what a file is. */
export const SAMPLE_BYTES = 4096;
/** Elements inside one another that are moved to the right; deeper ones stand below the last of these. */
export const MAX_INDENT = 40;

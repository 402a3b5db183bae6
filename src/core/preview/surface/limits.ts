/** Bounds on what is believed of a file, whatever it says of itself. HCP's own files stay far below each. */

/** Of one hemisphere; HCP's finest mesh has 163,842, a native one about 150,000. */
export const MAX_VERTICES = 2_000_000;
export const MAX_TRIANGLES = 2 * MAX_VERTICES;
/** A file that is read whole. */
export const MAX_WHOLE_FILE = 64 * 1024 * 1024;
/** Elements that are open inside one another in an XML file. */
export const MAX_XML_DEPTH = 64;
export const MAX_LABELS = 100_000;
export const MAX_DATA_ARRAYS = 100_000;
/** A data array of a GIFTI file, unpacked. */
export const MAX_ARRAY_BYTES = 64 * 1024 * 1024;
/** Characters of a name in a file: what is longer is cut. */
export const MAX_NAME = 1000;
/** What the facts of the header card are taken from. */
export const CARD_BYTES = 128 * 1024;

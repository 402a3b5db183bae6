import { cardBytes } from '../model';

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
export const CARD_BYTES = cardBytes;
/** The XML of a CIFTI file; HCP's 91,282 grayordinates take 0.7 MB. */
export const MAX_CIFTI_XML = 32 * 1024 * 1024;
/** Rows or columns of a CIFTI matrix. */
export const MAX_CIFTI_LENGTH = 4_000_000;
/** A matrix up to this size is read whole and kept. */
export const MAX_KEPT_MATRIX = 32 * 1024 * 1024;
/** Frames of a larger one that are kept when it has been read for one of them. */
export const MAX_KEPT_FRAMES = 64;
/** A first map that costs no more is painted without being asked for. */
export const MAX_AT_ONCE = 16 * 1024 * 1024;
/** Maps that a list offers; HCP's longest series, of MEG, has 14,700 points. */
export const MAX_LISTED_MAPS = 20_000;

import { hash32 } from './hash';
import { REAL_SUBJECT } from './subjects';

/** Kinds whose size follows from a fixed layout (CIFTI, surfaces, tables of a fixed length) stay as recorded. */
const FREE_SIZE = /\.nii\.gz$|\.mgz$|\.mat$|_Physio_log\.txt$|_TAB\.txt$|\.png$|c,rfDC$/;
const SMALLEST_VARIED = 20_000;

/** The size of a subject's file: near the recorded one where the kind of file allows it. The same for every seed. */
export function sizeFor(subject: string, path: string, recorded: number): number {
  if (subject === REAL_SUBJECT || recorded < SMALLEST_VARIED || !FREE_SIZE.test(path)) return recorded;
  const share = hash32(`${subject}/${path}`) / 0x1_0000_0000 - 0.5;
  return Math.round(recorded * (1 + 0.06 * share));
}

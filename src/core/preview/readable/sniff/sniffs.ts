import type { Fact } from '../../model';
import { sniffCompressed } from './compressed';
import { sniffFreesurfer } from './freesurfer';
import { sniffMatlab } from './matlab';
import { sniffMeg } from './meg';
import { sniffPdf } from './pdf';
import { sniffZip } from './zip';

/** The beginning of a file. */
export interface Beginning {
  readonly name: string;
  /** At most 128 kB. */
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly size: number;
}

/** Undefined when the file is not of that format; an empty list when it is and tells nothing. */
export type Sniff = (beginning: Beginning) => readonly Fact[] | undefined;

/** The first that knows the file counts. */
export const sniffs: readonly Sniff[] = [
  sniffMatlab,
  sniffZip,
  sniffPdf,
  sniffFreesurfer,
  sniffCompressed,
  sniffMeg,
];

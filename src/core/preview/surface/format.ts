import type { Opened } from '../model';
import { latin1, nameOf, readExactly } from './bytes';

/** The formats of surfaces and of what is painted on them. */
export type Format = 'cifti' | 'gifti' | 'freesurfer';

/** So much of a file is looked at where its name says nothing. */
const SAMPLE = 4096;

/** The format by the name; by the first bytes where the name is no usual one. */
export async function formatOf({ source, signal }: Opened): Promise<Format> {
  const name = nameOf(source.path).toLowerCase();
  if (name.endsWith('.gii')) return 'gifti';
  if (name.endsWith('.nii')) return 'cifti';
  if (/^[lr]h\.|\.(annot|label)$/.test(name)) return 'freesurfer';
  const start = await readExactly(source, 0, Math.min(Math.max(1, source.size), SAMPLE), signal);
  if (latin1(start).includes('<GIFTI')) return 'gifti';
  // The second version of NIfTI, which CIFTI is an extension of, has its number after a size.
  return latin1(start.subarray(4, 7)) === 'n+2' ? 'cifti' : 'freesurfer';
}

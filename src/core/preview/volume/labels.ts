import type { Label } from '../viewer';
import type { ValueType, VolumeHeader } from './header';
// Names and colours of the structures of aseg, aparc, aparc.a2009s and wmparc: rows of FreeSurfer's colour table
// (FreeSurferColorLUT.txt, revision 1.105), with the names of the thalamus as version 5.3 writes them, HCP's own.
import freesurferColors from './freesurferColors.json';

const intentLabel = 1002;

const ending = String.raw`(\.[\d.]+)?(\.nii(\.gz)?|\.mg[hz])$`;
/**
 * Images with the numbers of FreeSurfer's colour table, by the names that FreeSurfer and HCP's pipelines give; a
 * number at the end is a voxel size (`wmparc.2.nii.gz`).
 */
const freesurferNames = new RegExp(
  String.raw`^(aseg|aseg\.(auto|auto_noCCseg|hires)|aparc(\.[^/+]*)?\+aseg|(Atlas_)?wmparc|ribbon|(Atlas_)?ROIs|(CSF|WM)Reg)${ending}`,
  'i',
);
/** Images of 0 and 1. FreeSurfer's own `brainmask.mgz` is none: it is the brain itself. */
const maskNames = new RegExp(
  String.raw`^((?!brainmask\.mg)([^/]*[^a-z])?(brain|bg)?mask(_fs)?|[lr]h\.ribbon|ribbon_only|goodvoxels)${ending}`,
  'i',
);

const wholeNumbers: ReadonlySet<ValueType> = new Set([
  'uint8',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
]);

/** What the values of a label image mean, told by its name and its intent; undefined when it is none. */
export function labelsFor(path: string, header: VolumeHeader): readonly Label[] | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (freesurferNames.test(name)) return freesurferLabels();
  if (maskNames.test(name)) return [{ value: 1, name: 'mask', color: [230, 80, 60, 255] }];
  // A label image of another origin: that its numbers are labels is known, their names are not.
  return header.intentCode === intentLabel && wholeNumbers.has(header.type) ? [] : undefined;
}

type ColorRow = readonly [value: number, name: string, red: number, green: number, blue: number];

function freesurferLabels(): readonly Label[] {
  return (freesurferColors as unknown as readonly ColorRow[]).map(([value, name, red, green, blue]) => ({
    value,
    name,
    color: [red, green, blue, 255],
  }));
}

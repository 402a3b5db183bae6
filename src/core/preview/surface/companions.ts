import { folderOf, nameOf } from './bytes';

/**
 * Which files belong to which, by the names that HCP's pipelines give (as in the listing of subject 100307). All
 * paths are as `ByteSource.path`; candidates come best first and need not exist.
 */

/** The meshes that files of vertices stand on. */
export type MeshName = '4k' | '32k' | '59k' | '164k' | 'native';

/** Vertices of one hemisphere; a native mesh has any other number. */
export const meshVertices: readonly (readonly [MeshName, number])[] = [
  ['4k', 4002],
  ['32k', 32_492],
  ['59k', 59_292],
  ['164k', 163_842],
];

export function meshOfVertices(vertices: number): MeshName {
  return meshVertices.find(([, count]) => count === vertices)?.[0] ?? 'native';
}

/** The mesh that a file stands on as its path tells it, before any of its bytes are there. */
export function meshOfPath(path: string): MeshName {
  const name = nameOf(path);
  if (/164k/.test(name)) return '164k';
  if (/59k|_1\.6mm/.test(name)) return '59k';
  if (/32k/.test(name)) return '32k';
  if (/[._]4k|\/MEG\//.test(path)) return '4k';
  return /\.native\.|\/Native\//.test(path) ? 'native' : '32k';
}

export type Side = 'L' | 'R';

/** Where a subject's surfaces of a mesh are, the surface to paint on first. `{S}` subject, `{H}` L or R. */
const surfaceRules: Readonly<Record<MeshName, readonly string[]>> = {
  '4k': [
    'MEG/anatomy/{S}.{H}.inflated.4k_fs_LR.surf.gii',
    'MEG/anatomy/{S}.{H}.midthickness.4k_fs_LR.surf.gii',
  ],
  '32k': [
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.inflated{REG}.32k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.inflated.32k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.inflated_MSMAll.32k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.midthickness{REG}.32k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.midthickness.32k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.midthickness_MSMAll.32k_fs_LR.surf.gii',
    'T1w/fsaverage_LR32k/{S}.{H}.inflated{REG}.32k_fs_LR.surf.gii',
    'T1w/fsaverage_LR32k/{S}.{H}.midthickness{REG}.32k_fs_LR.surf.gii',
  ],
  '59k': [
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.inflated_1.6mm{REG}.59k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.inflated_1.6mm_MSMAll.59k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.inflated.59k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.midthickness_1.6mm_MSMAll.59k_fs_LR.surf.gii',
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.midthickness.59k_fs_LR.surf.gii',
  ],
  '164k': [
    'MNINonLinear/{S}.{H}.inflated{REG}.164k_fs_LR.surf.gii',
    'MNINonLinear/{S}.{H}.inflated.164k_fs_LR.surf.gii',
    'MNINonLinear/{S}.{H}.midthickness.164k_fs_LR.surf.gii',
  ],
  native: [
    'MNINonLinear/Native/{S}.{H}.inflated.native.surf.gii',
    'MNINonLinear/Native/{S}.{H}.midthickness.native.surf.gii',
    'T1w/Native/{S}.{H}.inflated.native.surf.gii',
    'T1w/Native/{S}.{H}.midthickness.native.surf.gii',
  ],
};

/** What shades a surface, best first: sulcal depth, then curvature. `{REG}` is `_MSMAll` or nothing. */
const shadingRules: Readonly<Record<MeshName, readonly string[]>> = {
  '4k': [],
  '32k': [
    'MNINonLinear/fsaverage_LR32k/{S}.sulc{REG}.32k_fs_LR.dscalar.nii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.sulc.32k_fs_LR.shape.gii',
    'MNINonLinear/fsaverage_LR32k/{S}.{H}.curvature.32k_fs_LR.shape.gii',
  ],
  '59k': [
    'MNINonLinear/fsaverage_LR59k/{S}.sulc_1.6mm{REG}.59k_fs_LR.dscalar.nii',
    'MNINonLinear/fsaverage_LR59k/{S}.{H}.sulc.59k_fs_LR.shape.gii',
  ],
  '164k': [
    'MNINonLinear/{S}.sulc{REG}.164k_fs_LR.dscalar.nii',
    'MNINonLinear/{S}.{H}.sulc.164k_fs_LR.shape.gii',
    'MNINonLinear/{S}.{H}.curvature.164k_fs_LR.shape.gii',
  ],
  native: [
    'MNINonLinear/Native/{S}.{H}.sulc.native.shape.gii',
    'MNINonLinear/Native/{S}.{H}.curvature.native.shape.gii',
  ],
};

/** A subject's folder, with its final slash, and the subject's name; undefined outside of HCP's layout. */
export function subjectOf(path: string): { readonly folder: string; readonly subject: string } | undefined {
  // The last such folder counts, which is what the first part of the pattern takes.
  const found = /^(.*\/)?([^/]+)\/(?:MNINonLinear|T1w|MEG)\//.exec(path);
  const subject = found?.[2];
  if (subject === undefined) return undefined;
  return { folder: `${found?.[1] ?? ''}${subject}/`, subject };
}

function filled(rule: string, path: string, side: Side): readonly string[] {
  const place = subjectOf(path);
  // Beside the file too, where someone keeps a few files in one folder.
  const ownSubject = nameOf(path).split(/[._]/)[0] ?? '';
  const named = rule.replaceAll('{H}', side).replaceAll('{REG}', /MSMAll/.test(path) ? '_MSMAll' : '');
  return [
    ...(place ? [place.folder + named.replaceAll('{S}', place.subject)] : []),
    folderOf(path) + nameOf(named).replaceAll('{S}', place?.subject ?? ownSubject),
  ];
}

/** Surfaces to paint the values of the file at `path` on. */
export function surfacesFor(path: string, mesh: MeshName, side: Side): readonly string[] {
  return distinct(surfaceRules[mesh].flatMap((rule) => filled(rule, path, side)));
}

/** Files with the shading of a surface of that mesh: maps of one hemisphere, or CIFTI files of both. */
export function shadingsFor(path: string, mesh: MeshName, side: Side): readonly string[] {
  const freesurfer = freesurferFile(path);
  if (freesurfer)
    return ['sulc', 'curv'].map((what) => `${freesurfer.folder}${freesurfer.hemisphere}.${what}`);
  const beside = nameOf(path).match(/^(.+)\.([LR])\.[^.]+\.(.+)\.surf\.gii$/);
  const own = beside
    ? ['sulc', 'curvature'].map(
        (what) => `${folderOf(path)}${beside[1] ?? ''}.${side}.${what}.${beside[3] ?? ''}.shape.gii`,
      )
    : [];
  const byRule = shadingRules[mesh].flatMap((rule) => filled(rule, path, side));
  // A surface after MSMAll has other vertices than the shape files, which are those of MSMSulc.
  return distinct(/MSMAll/.test(nameOf(path)) ? byRule : [...own, ...byRule]);
}

/** The same file of the other hemisphere: `.L.` ↔ `.R.`, `lh.` ↔ `rh.`; undefined when the name has no side. */
export function otherSideOf(path: string): string | undefined {
  const name = nameOf(path);
  for (const pattern of sidePatterns) {
    const swapped = name.replace(
      pattern,
      (_, before: string, side: string) => before + (swaps[side] ?? side),
    );
    if (swapped !== name) return folderOf(path) + swapped;
  }
  return undefined;
}

const sidePatterns: readonly RegExp[] = [/^()([lr]h)(?=\.)/, /([._-]hemi-|[._])([LR])(?=[._])/];
const swaps: Readonly<Record<string, string>> = { L: 'R', R: 'L', lh: 'rh', rh: 'lh' };

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}

/** Where FreeSurfer keeps the surfaces that go with a file, and the hemisphere that its name begins with. */
function freesurferFile(path: string): { readonly folder: string; readonly hemisphere: string } | undefined {
  const hemisphere = /^[lr]h(?=\.)/.exec(nameOf(path))?.[0];
  if (hemisphere === undefined) return undefined;
  return { folder: folderOf(path).replace(/(^|\/)label\/$/, '$1surf/'), hemisphere };
}

/** FreeSurfer's surfaces, the one to paint on first; those after `pial` have vertices of their own. */
const freesurferSurfaces = [
  'inflated',
  'white',
  'pial',
  'white.deformed',
  'inflated.nofix',
  'orig.nofix',
  'white.prehires',
  'white.hires',
];

/** Surfaces to paint the values of a file of FreeSurfer on. */
export function freesurferSurfacesFor(path: string): readonly string[] {
  const file = freesurferFile(path);
  return file ? freesurferSurfaces.map((name) => `${file.folder}${file.hemisphere}.${name}`) : [];
}

const tags: Readonly<Record<MeshName, RegExp>> = {
  '4k': /[._]4k/,
  '32k': /[._]32k/,
  '59k': /[._]59k/,
  '164k': /[._]164k/,
  native: /\.native\./,
};

/** Of files in one folder, a surface of that mesh and side to paint on, the smoothest that keeps its shape first. */
export function anySurface(names: readonly string[], mesh: MeshName, side: Side): string | undefined {
  const ofSide = names.filter(
    (name) => name.endsWith('.surf.gii') && tags[mesh].test(name) && new RegExp(`[._]${side}[._]`).test(name),
  );
  const kinds = [/\.inflated/, /\.midthickness/, /\.very_inflated/, /\.(white|pial)/];
  return kinds.map((kind) => ofSide.find((name) => kind.test(name))).find((name) => name !== undefined);
}

import { describe } from '../../src/core/preview/describe';
import type { ByteSource, Neighbours } from '../../src/core/preview/byteSource';
import { pieces } from '../../src/core/preview/bytes/pieces';
import { Undrawable, type Opened } from '../../src/core/preview/model';
import { open } from '../../src/core/preview/open';
import type { Viewer } from '../../src/core/preview/viewer';

/** The names that an input can have; its first byte chooses. Their readers are told by them. */
export const names = [
  'T1w/x.nii',
  'T1w/x.nii.gz',
  'T1w/aparc+aseg.nii',
  'mri/x.mgh',
  'mri/x.mgz',
  'MNINonLinear/fsaverage_LR32k/1.L.x.32k_fs_LR.surf.gii',
  'MNINonLinear/fsaverage_LR32k/1.L.x.32k_fs_LR.func.gii',
  'MNINonLinear/fsaverage_LR32k/1.L.x.32k_fs_LR.label.gii',
  'MNINonLinear/fsaverage_LR32k/1.x.dscalar.nii',
  'MNINonLinear/fsaverage_LR32k/1.x.dtseries.nii',
  'MNINonLinear/fsaverage_LR32k/1.x.dlabel.nii',
  'MNINonLinear/fsaverage_LR32k/1.x.ptseries.nii',
  'MNINonLinear/fsaverage_LR32k/1.x.dconn.nii',
  'melodic_mix.sdseries.nii',
  'surf/lh.white',
  'surf/lh.curv',
  'label/lh.x.annot',
  'label/lh.x.label',
  'x.spec',
  'x.scene',
  'bvals',
  'bvecs',
  'lh.aparc.stats',
  'design.con',
  'design.mat',
  'Movement_Regressors.txt',
  'x.csv',
  'x.tsv',
  'x.json',
  'x.xml',
  'x.html',
  'x.ppm',
  'x.png',
  'c,rfDC',
  'x.xlsx',
  'x.pdf',
  'x.unknown',
] as const;

/** What an input is: the number of its name, then the bytes of the file. */
export function inputOf(name: (typeof names)[number], bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(names.indexOf(name)), bytes]);
}

/** The surface beside a file of values: the input itself, so that the readers of both meet. */
function sourceOf(path: string, bytes: Uint8Array): ByteSource {
  const read = (start: number, end: number): Promise<Uint8Array> => Promise.resolve(bytes.slice(start, end));
  return {
    path,
    size: bytes.byteLength,
    version: '1',
    read,
    stream: (start, signal) => pieces(read, start, bytes.byteLength, signal),
  };
}

/**
 * Opens an input as a click does, looks at what is shown first, and takes no other problem than a reason why it
 * can't be shown.
 */
export async function preview(data: Uint8Array): Promise<void> {
  const path = names[(data[0] ?? 0) % names.length] ?? names[0];
  const source = sourceOf(path, data.subarray(1));
  const neighbours: Neighbours = {
    open: (at) => Promise.resolve(at.endsWith('.surf.gii') ? sourceOf(at, data.subarray(1)) : undefined),
    names: () => Promise.resolve([]),
  };
  const controller = new AbortController();
  const opened: Opened = { source, neighbours, signal: controller.signal };
  try {
    await drawable(() => describe(opened));
    await drawable(async () => look(await open(opened), controller.signal));
  } finally {
    controller.abort();
  }
}

async function drawable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Undrawable)) throw error;
  }
}

async function look(viewer: Viewer, signal: AbortSignal): Promise<void> {
  switch (viewer.kind) {
    case 'volume':
      await viewer.volume(0, signal);
      await viewer.volume(viewer.volumes - 1, signal);
      return;
    case 'surface': {
      const [mesh] = await viewer.meshes(signal);
      if (viewer.maps.length > 0) await viewer.map(viewer.firstMap ?? 0, signal);
      if (mesh && viewer.axis) await viewer.series(mesh.hemisphere, 0, signal);
      return;
    }
    case 'table':
      viewer.page({ first: 0, count: 10, sort: { column: 0, descending: true } });
      viewer.column(0);
      return;
    case 'links':
    case 'readable':
      return;
  }
}

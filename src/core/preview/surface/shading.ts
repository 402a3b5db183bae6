import type { ByteSource, Neighbours } from '../byteSource';
import type { Hemisphere } from '../viewer';
import { readWhole } from './bytes';
import { readCifti } from './cifti/ciftiFile';
import { CiftiMatrix } from './cifti/ciftiMatrix';
import { meshOfPath, shadingsFor } from './companions';
import { freesurferFile } from './freesurfer/freesurferFile';
import { floatsOf } from './gifti/giftiData';
import { readGifti } from './gifti/giftiFile';
import { MAX_WHOLE_FILE } from './limits';
import { sideOf } from './meshFile';
import { firstThere, optional } from './neighbours';
import { hemisphereOfStructure } from './painted';

/** The values for the vertices of a hemisphere. */
type ShadingFile = (hemisphere: Hemisphere) => Float32Array | undefined;

/** Finds and reads what shades surfaces; a file that shades both hemispheres is read once. */
export class Shadings {
  private readonly files = new Map<string, Promise<ShadingFile | undefined>>();

  constructor(
    readonly neighbours: Neighbours,
    readonly signal: AbortSignal,
  ) {}

  /** The shading of the surface at `path`, by its name; nothing when there is none that can be read. */
  async of(path: string, hemisphere: Hemisphere): Promise<Float32Array | undefined> {
    const side = sideOf(hemisphere);
    if (!side) return undefined;
    const found = await firstThere(this, shadingsFor(path, meshOfPath(path), side));
    if (!found) return undefined;
    const reading = this.files.get(found.path) ?? optional(() => readShading(found, this.signal));
    this.files.set(found.path, reading);
    return (await reading)?.(hemisphere);
  }
}

async function readShading(source: ByteSource, signal: AbortSignal): Promise<ShadingFile | undefined> {
  if (source.size > MAX_WHOLE_FILE) return undefined;
  if (source.path.endsWith('.nii')) return denseShading(source, signal);
  if (source.path.endsWith('.gii')) return giftiShading(source, signal);
  const file = freesurferFile(await readWhole(source, signal));
  return file.kind === 'values' ? () => file.values : undefined;
}

async function giftiShading(source: ByteSource, signal: AbortSignal): Promise<ShadingFile | undefined> {
  const [array] = (await readGifti(source, signal)).arrays;
  if (!array) return undefined;
  const values = await floatsOf(array);
  return () => values;
}

/** The first map of a dense file of both hemispheres. */
async function denseShading(source: ByteSource, signal: AbortSignal): Promise<ShadingFile | undefined> {
  const { header, alongColumn } = await readCifti(source, signal);
  if (alongColumn.type !== 'brainModels') return undefined;
  const values = await new CiftiMatrix(source, header).column(0, signal);
  return (hemisphere) => {
    const model = alongColumn.models.find(({ structure }) => hemisphereOfStructure(structure) === hemisphere);
    if (!model?.surface) return undefined;
    const { vertices, indices } = model.surface;
    // The wall between the hemispheres has no values: it is neither sulcus nor gyrus.
    const shading = new Float32Array(vertices);
    indices.forEach((vertex, at) => {
      shading[vertex] = values[model.offset + at] ?? 0;
    });
    return shading;
  };
}

import type { ByteSource, Neighbours } from '../byteSource';
import type { Hemisphere } from '../viewer';
import { meshOfPath, shadingsFor } from './companions';
import { floatsOf } from './gifti/giftiData';
import { readGifti } from './gifti/giftiFile';
import { sideOf } from './meshFile';
import { firstThere, optional } from './neighbours';

/** Finds and reads what shades surfaces; a file that shades both hemispheres is read once. */
export class Shadings {
  private readonly files = new Map<string, Promise<ShadingFile | undefined>>();

  constructor(
    private readonly neighbours: Neighbours,
    private readonly signal: AbortSignal,
  ) {}

  /** The shading of the surface at `path`, by its name; nothing when there is none that can be read. */
  async of(path: string, hemisphere: Hemisphere): Promise<Float32Array | undefined> {
    const side = sideOf(hemisphere);
    if (!side) return undefined;
    const found = await firstThere(this.neighbours, shadingsFor(path, meshOfPath(path), side), this.signal);
    if (!found) return undefined;
    const reading = this.files.get(found.path) ?? optional(() => readShading(found, this.signal));
    this.files.set(found.path, reading);
    return (await reading)?.(hemisphere);
  }
}

/** The values for the vertices of a hemisphere. */
type ShadingFile = (hemisphere: Hemisphere) => Float32Array | undefined;

async function readShading(source: ByteSource, signal: AbortSignal): Promise<ShadingFile | undefined> {
  const [array] = (await readGifti(source, signal)).arrays;
  if (!array) return undefined;
  const values = await floatsOf(array);
  return () => values;
}

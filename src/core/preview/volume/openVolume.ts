import { HcpError } from '../../errors';
import { Undrawable, type Opened } from '../model';
import type { Diffusion, VolumeImage, VolumeViewer } from '../viewer';
import { volumeFacts } from './describeVolume';
import { diffusionBeside } from './diffusion';
import { volumeBytes, volumesOf, type VolumeHeader } from './header';
import { labelsFor } from './labels';
import { labelValues } from './labelValues';
import { openFile, problemOf, type OpenedVolume } from './opened';
import { shownValues, windowOf } from './values';
import { writeNifti } from './writeNifti';

/** Bytes of volumes that are kept, so that going back does not unpack the file from its beginning. */
const kept = 64 * 1024 * 1024;

/**
 * Opens a NIfTI or MGH file. Reads its header, and of the values only the volumes that are asked for: of a
 * packed file what comes before them as well.
 * @throws Undrawable, HcpError
 */
export async function openVolume(opened: Opened): Promise<VolumeViewer> {
  const { source, neighbours, signal } = opened;
  const volume = await openFile(opened);
  const { header } = volume;
  const problem = problemOf(volume, source.size);
  if (problem !== undefined) {
    volume.file.close();
    throw problem;
  }
  const volumes = volumesOf(header);
  const labels = labelsFor(source.path, header);
  const pictures = new Pictures(volume, labels !== undefined);
  return {
    kind: 'volume',
    facts: volumeFacts(header),
    volumes,
    secondsPerVolume: secondsOf(header, volumes),
    diffusion: await optional(diffusionBeside(source.path, volumes, neighbours, signal)),
    labels,
    volume: (index, stop) => pictures.get(index, stop),
  };
}

/** Without the files beside it, or when they can't be read, an image is shown all the same. */
async function optional(reading: Promise<Diffusion | undefined>): Promise<Diffusion | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (HcpError.is(error, 'cancelled')) throw error;
    return undefined;
  }
}

function secondsOf(header: VolumeHeader, volumes: number): number | undefined {
  return volumes > 1 && header.timeUnit === 's' && header.step > 0 ? header.step : undefined;
}

/** The volumes of one file, one read at a time: a packed file has one place where it is unpacked. */
class Pictures {
  private readonly cache = new Map<number, VolumeImage>();
  private held = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly opened: OpenedVolume,
    private readonly labelled: boolean,
  ) {}

  get(index: number, signal: AbortSignal): Promise<VolumeImage> {
    const work = this.last.then(() => this.read(index, signal));
    this.last = work.catch(() => undefined);
    return work;
  }

  private async read(index: number, signal: AbortSignal): Promise<VolumeImage> {
    const known = this.cache.get(index);
    if (known) return copyOf(known);
    const { header, file } = this.opened;
    if (!Number.isSafeInteger(index) || index < 0 || index >= volumesOf(header)) {
      throw new Undrawable('damaged', `no volume ${String(index)}`);
    }
    const length = volumeBytes(header);
    const bytes = await file.read(header.dataOffset + index * length, length, signal);
    const image = imageOf(header, bytes, this.labelled);
    return image.nifti.byteLength > kept ? image : copyOf(this.keep(index, image));
  }

  private keep(index: number, image: VolumeImage): VolumeImage {
    this.cache.set(index, image);
    this.held += image.nifti.byteLength;
    for (const [oldest, old] of this.cache) {
      if (this.held <= kept) break;
      this.cache.delete(oldest);
      this.held -= old.nifti.byteLength;
    }
    return image;
  }
}

/** Whoever gets the bytes may hand them on for good; the kept ones stay. */
function copyOf(image: VolumeImage): VolumeImage {
  return { ...image, nifti: image.nifti.slice() };
}

function imageOf(header: VolumeHeader, bytes: Uint8Array, labelled: boolean): VolumeImage {
  const stored = shownValues(bytes, header.type, header.littleEndian);
  const values = labelled && header.slope === 1 && header.inter === 0 ? labelValues(stored) : stored;
  const [low, high] = windowOf(values);
  const scaled = [low, high].map((value) => value * header.slope + header.inter) as [number, number];
  return {
    nifti: writeNifti(header, values),
    window: scaled[0] <= scaled[1] ? scaled : [scaled[1], scaled[0]],
  };
}

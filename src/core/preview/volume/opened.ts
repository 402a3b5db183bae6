import { throwIfCancelled } from '../../errors';
import { GunzipReader, isGzip } from '../bytes/gunzip';
import { Undrawable, type Opened } from '../model';
import { volumeBytes, volumesOf, type VolumeHeader } from './header';
import { isMgh, readMghHeader } from './mgh';
import { niftiHeaderBytes, readNiftiHeader } from './nifti';

/** One packed byte never becomes more than this many (zlib's "technical details"): a smaller file is cut off. */
const mostUnpacked = 1032;

/** Bytes of one unpacked volume; more than that is no volume of a subject, and too much for a webview. */
const largestVolume = 512 * 1024 * 1024;

/** Voxels along one axis, as many as the header of NIfTI-1 can say. */
const longestAxis = 32_767;

/** Reads any part of the unpacked file. */
export interface UnpackedFile {
  read(start: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
}

export interface OpenedVolume {
  readonly header: VolumeHeader;
  readonly file: UnpackedFile;
  readonly packed: boolean;
}

/**
 * Opens a NIfTI or MGH file, packed with gzip or not, and reads its header. Whether the file holds what the
 * header says is `problemOf`'s to tell. @throws Undrawable, HcpError
 */
export async function openFile({ source, signal }: Opened): Promise<OpenedVolume> {
  if (source.size === 0) throw new Undrawable('empty', 'no bytes');
  throwIfCancelled(signal);
  const start = await source.read(0, Math.min(source.size, niftiHeaderBytes), signal);
  if (!isGzip(start)) {
    const read: UnpackedFile['read'] = (at, length, stop) => source.read(at, at + length, stop);
    return { header: headerOf(start), file: { read, close: () => undefined }, packed: false };
  }
  const file = new GunzipReader(source);
  try {
    return { header: headerOf(await file.readUpTo(0, niftiHeaderBytes, signal)), file, packed: true };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Why the values of a file can't be shown, as far as its header and its size in bytes tell. */
export function problemOf({ header, packed }: OpenedVolume, size: number): Undrawable | undefined {
  if (header.valuesBeside) return new Undrawable('unsupported', 'values are in another file');
  const volume = volumeBytes(header);
  if (volume > largestVolume) return new Undrawable('tooLarge', `${String(volume)} bytes a volume`);
  const axes = header.dims.slice(0, 3);
  if (axes.some((length) => length > longestAxis)) {
    return new Undrawable('tooLarge', `axes of ${axes.join(' × ')}`);
  }
  const needed = header.dataOffset + volume * (packed ? 1 : volumesOf(header));
  if (needed <= size * (packed ? mostUnpacked : 1)) return undefined;
  return new Undrawable('truncated', `${String(size)} bytes, too few for ${String(needed)}`);
}

function headerOf(start: Uint8Array): VolumeHeader {
  return isMgh(start) ? readMghHeader(start) : readNiftiHeader(start);
}

import { throwIfCancelled } from '../../errors';
import { GunzipReader, isGzip } from '../bytes/gunzip';
import { Undrawable, type Opened } from '../model';
import { volumeBytes, volumesOf, type VolumeHeader } from './header';
import { isMgh, readMghHeader } from './mgh';
import { niftiHeaderBytes, readNiftiHeader } from './nifti';

/** One packed byte never becomes more than this many (zlib's "technical details"): a smaller file is cut off. */
const mostUnpacked = 1032;

/** Reads any part of the unpacked file. */
export interface UnpackedFile {
  read(start: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
}

export interface OpenedVolume {
  readonly header: VolumeHeader;
  readonly file: UnpackedFile;
}

/** Opens a NIfTI or MGH file, packed with gzip or not, and reads its header. @throws Undrawable, HcpError */
export async function openFile({ source, signal }: Opened): Promise<OpenedVolume> {
  if (source.size === 0) throw new Undrawable('empty', 'no bytes');
  throwIfCancelled(signal);
  const start = await source.read(0, Math.min(source.size, niftiHeaderBytes), signal);
  if (!isGzip(start)) {
    const header = headerOf(start);
    const end = header.dataOffset + volumeBytes(header) * volumesOf(header);
    if (end > source.size)
      throw new Undrawable('truncated', `${String(source.size)} of ${String(end)} bytes`);
    return {
      header,
      file: { read: (at, length, stop) => source.read(at, at + length, stop), close: () => undefined },
    };
  }
  const file = new GunzipReader(source);
  try {
    const header = headerOf(await file.readUpTo(0, niftiHeaderBytes, signal));
    const end = header.dataOffset + volumeBytes(header);
    if (end > source.size * mostUnpacked) {
      throw new Undrawable('truncated', `${String(source.size)} packed bytes hold no ${String(end)}`);
    }
    return { header, file };
  } catch (error) {
    file.close();
    throw error;
  }
}

function headerOf(start: Uint8Array): VolumeHeader {
  return isMgh(start) ? readMghHeader(start) : readNiftiHeader(start);
}

/** What stands at a path, links not followed. */
export interface DiskEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  /** When its name, date or bytes last changed, by the clock of the file system. */
  readonly changed: Date;
}

/** A file that is being written, at any place of it. */
export interface PartFile {
  /** The descriptor, for threads of this process that read along. Valid until `close`. */
  readonly fd: number;
  /** Bytes that the disk has set aside for it; more than were written where it keeps no holes. 0 once it is closed. */
  readonly allocated: number;
  /** Writes all of the bytes. */
  writeAt(bytes: Uint8Array, position: number): void;
  setModified(modified: Date): void;
  /** Closes it once; later calls do nothing. */
  close(): void;
}

/**
 * The file system as the transfer needs it. Paths are absolute. Synchronous, since that is several times
 * cheaper a call and the engine has a thread of its own. Every method throws, and every promise rejects with,
 * an `HcpError`: `disk.full`, `disk.readOnly`, `disk.nameTooLong` or `disk.failed`, with Node's code as `reason`.
 */
export interface Disk {
  /** Undefined when there is nothing. */
  look(path: string): DiskEntry | undefined;
  /** Makes one folder; its parent must exist. A folder that is there already is no failure. */
  makeFolder(path: string): void;
  /** Makes a folder and the missing ones above it; links above are followed. For the target itself. */
  makeTarget(path: string): void;
  /** Makes a new file of this many bytes (holes). What has the name is removed first; a link is never followed. */
  create(path: string, size: number): PartFile;
  /** Opens a file that was begun before; undefined when there is no plain file of just this size. */
  reopen(path: string, size: number): PartFile | undefined;
  /** Opens a file for a thread that reads it. @returns its descriptor and a way to close it */
  openToRead(path: string): { readonly fd: number; close(): void };
  setModified(path: string, modified: Date): void;
  /** Replaces what is at `to`, in one step. */
  rename(from: string, to: string): void;
  /** A missing file is no failure. */
  remove(path: string): void;
  /**
   * Returns when the bytes of these files are on the disk itself. Where the system can write out all of a file
   * system at once, that is done. A missing file is no failure.
   * @param folder that all of them are below
   */
  sync(folder: string, paths: readonly string[]): Promise<void>;
  /** Bytes that this person can still write at the path, or at its nearest folder that exists. */
  freeBytes(path: string): Promise<number>;
}

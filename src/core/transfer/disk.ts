/** What stands at a path, links not followed. */
export interface DiskEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
}

/** A new file that is being written from its beginning. */
export interface NewFile {
  /** Appends all of the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when the bytes are on the disk itself. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The file system as the transfer needs it. Paths are absolute. Every method rejects with an `HcpError`:
 * `disk.full`, `disk.readOnly`, `disk.nameTooLong` or `disk.failed`.
 */
export interface Disk {
  /** Undefined when there is nothing. */
  look(path: string): Promise<DiskEntry | undefined>;
  /** Makes one folder; its parent must exist. A folder that is there already is no failure. */
  makeFolder(path: string): Promise<void>;
  /** Makes a folder and the missing ones above it; links above are followed. For the target itself. */
  makeTarget(path: string): Promise<void>;
  /** Makes a file that must not exist; never follows a link. */
  create(path: string): Promise<NewFile>;
  setModified(path: string, modified: Date): Promise<void>;
  /** Replaces what is at `to`, in one step. */
  rename(from: string, to: string): Promise<void>;
  /** A missing file is no failure. */
  remove(path: string): Promise<void>;
  /** The bytes of a file. */
  read(path: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Bytes that this person can still write at the path, or at its nearest folder that exists. */
  freeBytes(path: string): Promise<number>;
}

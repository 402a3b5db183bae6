import * as vscode from 'vscode';
import type { Format } from '../format';
import { baseName } from '../explorer/nodes';
import { plainName } from '../messages/plainName';
import type { BucketFiles, Found } from './bucketFiles';
import { fileSystemError } from './fileSystemError';
import { uriKey } from './uri';

export interface FileSystemDeps {
  readonly files: BucketFiles;
  readonly format: Format;
  /** Bytes; larger files are not read as a whole. */
  readonly maxSize: () => number;
  /** Resolves when the secret store has answered: what is listed before that is thrown away. @throws HcpError `keys.missing` */
  readonly keysKnown: () => Promise<unknown>;
  /** Stops what is under way when the account changes. */
  readonly signal: () => AbortSignal;
}

/** The bucket as a read-only file system. Rejects with a `FileSystemError` whose message is for the person. */
export class BucketFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Never fires: published objects do not change. */
  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly deps: FileSystemDeps) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const found = await this.asking(uri, () => this.find(uri));
    const permissions = vscode.FilePermission.Readonly;
    if (found.kind === 'folder')
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0, permissions };
    const { size, lastModified } = found.entry;
    const mtime = lastModified.getTime();
    return { type: vscode.FileType.File, ctime: mtime, mtime, size, permissions };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const names = await this.asking(uri, async () => {
      await this.deps.keysKnown();
      return this.deps.files.names(uriKey(uri));
    });
    return names.map(([name, kind]) => [
      name,
      kind === 'folder' ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.asking(uri, async () => {
      const found = await this.find(uri);
      if (found.kind === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
      const limit = this.deps.maxSize();
      if (found.entry.size > limit)
        throw tooLarge(found.entry.key, found.entry.size, limit, this.deps.format);
      return this.deps.files.whole(found.entry, this.deps.signal());
    });
  }

  createDirectory(): never {
    throw readOnly();
  }
  writeFile(): never {
    throw readOnly();
  }
  delete(): never {
    throw readOnly();
  }
  rename(): never {
    throw readOnly();
  }

  dispose(): void {
    this.changes.dispose();
  }

  private find(uri: vscode.Uri): Promise<Found> {
    return this.deps.files.find(uriKey(uri), this.deps.signal());
  }

  private async asking<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fileSystemError(error, uri);
    }
  }
}

function tooLarge(key: string, size: number, limit: number, format: Format): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(
    vscode.l10n.t(
      '{0} has {1}, and files above {2} are not opened in an editor (setting hcp.preview.maxSize). Download it from the HCP explorer.',
      plainName(baseName(key)),
      format.size(size),
      format.size(limit),
    ),
  );
}

function readOnly(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(vscode.l10n.t('The bucket is read-only.'));
}

import * as vscode from 'vscode';
import type { BucketAddress } from '../core/bucket/objectStore';
import type { Limits } from '../core/transfer/jobs';
import type { SettingId } from './ids';

const bytesPerMegabyte = 1_000_000;
const bytesPerGigabyte = 1_000_000_000;

/** The settings, read at the time of use, in the units that the code works with. */
export class Settings {
  get portalUrl(): string {
    return this.get('hcp.portal.url', 'https://balsa.wustl.edu');
  }

  get bucketAddress(): BucketAddress {
    return {
      bucket: this.get('hcp.bucket.name', 'hcp-openaccess'),
      region: this.get('hcp.bucket.region', 'us-east-1'),
      endpoint: this.get('hcp.bucket.endpoint', '') || undefined,
    };
  }

  /** Bytes. */
  get previewMaxSize(): number {
    return within(this.get('hcp.preview.maxSize', 5), 0, 50) * bytesPerMegabyte;
  }

  /** An absolute folder for downloads, when the person chose one outside the workspace. */
  get downloadFolder(): string | undefined {
    return this.get('hcp.download.folder', '') || undefined;
  }

  /** Bytes. */
  get downloadConfirmAbove(): number {
    return within(this.get('hcp.download.confirmAbove', 10), 0, Infinity) * bytesPerGigabyte;
  }

  get downloadLimits(): Limits {
    const bandwidth = within(this.get('hcp.download.bandwidth', 0), 0, Infinity);
    return {
      connections: Math.floor(within(this.get('hcp.download.connections', 256), 1, 256)),
      bytesPerSecond: bandwidth > 0 ? bandwidth * bytesPerMegabyte : undefined,
    };
  }

  /** Runs `listener` when one of the settings changes. */
  onDidChange(ids: readonly SettingId[], listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (ids.some((id) => event.affectsConfiguration(id))) listener();
    });
  }

  /** A settings file can hold anything: what has another type than it should counts as not set. */
  private get<T extends string | number>(id: SettingId, fallback: T): T {
    const value = vscode.workspace.getConfiguration().get<unknown>(id);
    return typeof value === typeof fallback ? (value as T) : fallback;
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

import type * as vscode from 'vscode';
import type { ObjectStore } from '../../core/bucket/objectStore';
import type { DownloadsFeature } from '../downloads/register';
import type { Format } from '../format';
import type { PreviewFeature } from '../preview/register';

/**
 * All that a tool for language models can reach. Account, keys, terms and portal are not among it, and must
 * never be: a model does what a text that it has read tells it to.
 */
export interface ToolDeps {
  readonly store: Pick<ObjectStore, 'list'>;
  readonly previews: Pick<PreviewFeature, 'describe'>;
  readonly downloads: Pick<DownloadsFeature, 'estimate' | 'download'>;
  readonly format: Format;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'error'>;
  /** The title of a command as the palette has it; undefined for commands of others. */
  readonly commandTitle: (command: string) => string | undefined;
  readonly workspaceTrusted: () => boolean;
}

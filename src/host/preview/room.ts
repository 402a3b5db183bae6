import { join } from 'node:path';
import * as vscode from 'vscode';
import { ByteCache } from '../../core/preview/bytes/byteCache';
import { Undrawable, type CardReason, type Fact } from '../../core/preview/model';
import { PreviewThread } from '../../core/preview/thread/client';
import { BucketFiles } from '../files/bucketFiles';
import { createFormat } from '../format';
import { causes } from '../messages/causes';
import type { Services } from '../services';
import { PreviewEditor } from './editor';
import { createLocate } from './sources';

/** What is known of an object, its first bytes included. */
export interface Described {
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  readonly facts: readonly Fact[];
  /** Why its content tells nothing. */
  readonly problem: CardReason | undefined;
}

/** The editors with all that they share. */
export interface PreviewRoom {
  readonly editor: PreviewEditor;
  /** Reads less than 128 kB of an object. @throws HcpError */
  describe(key: string, signal: AbortSignal): Promise<Described>;
  dispose(): void;
}

/** Starts nothing before a tab asks. */
export function createPreviewRoom(services: Services): PreviewRoom {
  const thread = new PreviewThread({
    file: join(__dirname, 'preview.js'),
    onEnd: (error) => {
      if (error.code !== 'cancelled')
        services.log.error(['The thread of the previews ended', ...causes(error)].join(' ← '), error.facts);
    },
  });
  const { store, listings } = services;
  const files = new BucketFiles(store, listings);
  const locate = createLocate({ files, store, listings, cache: new ByteCache() });
  const editor = new PreviewEditor(services, {
    thread,
    locate,
    format: createFormat(vscode.env.language),
    settings: services.settings,
    known: services.known,
  });
  return {
    editor,
    describe: async (key, signal) => {
      const { source, neighbours, modified } = await locate(
        { kind: 'bucket', path: key },
        () => undefined,
        signal,
      );
      const known = { size: source.size, modified };
      const file = thread.open(source, neighbours);
      try {
        return { ...known, facts: await file.call('describe', null, signal), problem: undefined };
      } catch (error) {
        if (!(error instanceof Undrawable)) throw error;
        return { ...known, facts: [], problem: error.reason };
      } finally {
        file.end();
      }
    },
    dispose: () => void thread.dispose(),
  };
}

import { join } from 'node:path';
import * as vscode from 'vscode';
import { ByteCache } from '../../core/preview/bytes/byteCache';
import { PreviewThread } from '../../core/preview/thread/client';
import { BucketFiles } from '../files/bucketFiles';
import { createFormat } from '../format';
import { causes } from '../messages/causes';
import type { Services } from '../services';
import { PreviewEditor } from './editor';
import { createLocate } from './sources';

/** The editors with all that they share. */
export interface PreviewRoom {
  readonly editor: PreviewEditor;
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
  const editor = new PreviewEditor(services, {
    thread,
    locate: createLocate({ files, store, listings, cache: new ByteCache() }),
    format: createFormat(vscode.env.language),
    settings: services.settings,
    known: services.known,
  });
  return { editor, dispose: () => void thread.dispose() };
}

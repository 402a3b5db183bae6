import { useMemo, type ReactNode } from 'react';
import type { Preview } from '../../../src/shared/preview';
import { ReadableView } from '../readable/ReadableView';
import { TableView } from '../table/TableView';
import { SurfaceView } from '../viewer/SurfaceView';
import { VolumeView } from '../viewer/VolumeView';
import { useDrawn, usePage, usePageState } from './context';
import { LinksView } from './LinksView';
import { loadPainters } from './painters';

/** What draws a file, wired to the host. */
export function ViewOf({ preview }: { readonly preview: Preview }): ReactNode {
  const { page, strings, requests } = usePage();
  const { bytes } = usePageState();
  const onDrawn = useDrawn();
  const common = useMemo(
    () => ({
      strings,
      language: document.documentElement.lang,
      loadPainters: () => loadPainters(page),
      onDrawn,
      path: page.path,
      name: page.name,
    }),
    [page, strings, onDrawn],
  );
  switch (preview.kind) {
    case 'card':
      return <p className="reason">{preview.reason}</p>;
    case 'links':
      return <LinksView links={preview} />;
    case 'volume':
      return <VolumeView {...common} {...requests} preview={preview} bytes={bytes} />;
    case 'surface': {
      const { requestSeed, ...others } = requests;
      const seeds = preview.seeds ? { requestSeed } : {};
      return <SurfaceView {...common} {...others} {...seeds} preview={preview} bytes={bytes} />;
    }
    case 'table':
      return <TableView {...common} {...requests} preview={preview} />;
    case 'text':
    case 'html':
    case 'picture':
      return <ReadableView {...common} {...requests} preview={preview} />;
  }
}

import { useEffect, useMemo, type ReactNode } from 'react';
import type { ReadablePreview } from '../../../src/shared/preview';
import { format } from '../../kit/format';
import { SafeHtml } from '../../kit/SafeHtml';
import type { ReadableProps } from './api';
import { safePage } from './safePage';

type PageProps = Omit<ReadableProps, 'preview'> & {
  readonly preview: Extract<ReadablePreview, { kind: 'html' }>;
};

/** The text and tables of a page, its links to the web and to the files beside it. */
export function PageView({ preview, path, name, strings, onLink, onPath, onDrawn }: PageProps): ReactNode {
  const page = useMemo(() => safePage(preview.html, path), [preview, path]);
  useEffect(() => {
    onDrawn('html');
  }, [page, onDrawn]);
  return (
    <article className="page-view" tabIndex={0} aria-label={format(strings.pageTitle, name)}>
      {page.empty ? (
        <p className="quiet">{strings.pageEmpty}</p>
      ) : (
        <SafeHtml
          text={page}
          onLink={(address) => {
            const file = page.pathOf(address);
            if (file === undefined) onLink(address);
            else onPath(file);
          }}
        />
      )}
    </article>
  );
}

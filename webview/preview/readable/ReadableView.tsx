import type { ReactNode } from 'react';
import type { ReadableProps } from './api';
import { PageView } from './PageView';
import { PictureView } from './PictureView';
import { TextView } from './TextView';
import './readable.css';

/** A text, a page or a picture. */
export function ReadableView({ preview, ...rest }: ReadableProps): ReactNode {
  switch (preview.kind) {
    case 'text':
      return <TextView preview={preview} {...rest} />;
    case 'html':
      return <PageView preview={preview} {...rest} />;
    case 'picture':
      return <PictureView preview={preview} {...rest} />;
  }
}

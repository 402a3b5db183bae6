import type { ReadablePreview } from '../../../src/shared/preview';
import type { TableStrings } from '../table/strings';

/** What `ReadableView` needs; it is as high as what it shows. */
export interface ReadableProps {
  readonly preview: ReadablePreview;
  /** Key or path of the file, from which the relative links of a page start. */
  readonly path: string;
  /** Of the file, for the pictures' names. */
  readonly name: string;
  readonly strings: TableStrings;
  /** A link of a page to the web. */
  readonly onLink: (url: string) => void;
  /** A link of a page to a file beside it, as key or path. */
  readonly onPath: (path: string) => void;
  /** `text`, `html` or `picture`, with the problem if it could not be drawn. */
  readonly onDrawn: (what: string, problem?: string) => void;
}

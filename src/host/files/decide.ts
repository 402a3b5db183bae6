import type { FileKind } from '../../core/preview/kind';
import { looksBinary } from '../../core/preview/looksBinary';

/** Where a click shows a file: in VS Code's own editor or picture viewer, or in the preview. */
export type Decision = 'editor' | 'preview';

export interface DecideRequest {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Bytes up to which a file is read as a whole for an editor. */
  readonly limit: number;
  /** Reads the first bytes of the file; asked for only when the name does not decide. */
  readonly readStart: () => Promise<Uint8Array>;
}

/** Plain texts and pictures are the editor's, where it takes them. Rejects only as `readStart` does. */
export async function decide({ kind, size, limit, readStart }: DecideRequest): Promise<Decision> {
  if (size > limit || !editorIsBest(kind)) return 'preview';
  if (kind.opensAs !== 'bytes' || size === 0) return 'editor';
  return looksBinary(await readStart()) ? 'preview' : 'editor';
}

function editorIsBest({ kind, opensAs }: FileKind): boolean {
  switch (kind) {
    case 'text':
      return true;
    case 'image':
      // An SVG is a picture to look at, but the editor shows its text; a PPM it does not show at all.
      return opensAs === 'image' || opensAs === 'editor';
    case 'meg':
    case 'other':
      return opensAs === 'bytes';
    case 'table':
    case 'json':
    case 'xml':
    case 'html':
    case 'volume':
    case 'surface':
    case 'gifti':
    case 'cifti':
    case 'freesurfer':
    case 'matlab':
    case 'document':
    case 'archive':
      return false;
  }
}

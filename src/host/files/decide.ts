import type { FileKind } from '../../core/preview/kind';
import { looksBinary } from '../../core/preview/looksBinary';
import { isDiffusionName } from '../../core/preview/table/diffusion';
import { formOf } from '../../core/preview/table/form';

/** Where a click shows a file: in VS Code's own editor or picture viewer, or in the preview. */
export type Decision = 'editor' | 'preview';

export interface DecideRequest {
  /** Without the folder. */
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Bytes up to which a file is read as a whole for an editor. */
  readonly limit: number;
  /** Reads the first bytes of the file; asked for only when the name does not decide, or leaves open whether a text is a table. */
  readonly readStart: () => Promise<Uint8Array>;
}

/** Plain texts and pictures are the editor's, where it takes them. Rejects only as `readStart` does. */
export async function decide({ name, kind, size, limit, readStart }: DecideRequest): Promise<Decision> {
  if (size > limit || !editorIsBest(kind)) return 'preview';
  if (kind.kind === 'image' || size === 0) return 'editor';
  if (isDiffusionName(name)) return 'preview';
  const start = await readStart();
  if (looksBinary(start)) return 'preview';
  const form = formOf(name, new TextDecoder().decode(start), start.byteLength === size);
  return form ? 'preview' : 'editor';
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

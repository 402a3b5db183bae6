import { Undrawable } from '../../model';
import { nameOfXml, xmlParser } from '../xml';

/** A file that a spec or scene file names. */
export interface NamedFile {
  /** As it is written, relative to the file that names it. */
  readonly path: string;
  /** What the naming file says of it. */
  readonly detail: string;
  readonly group: string;
}

export interface LinkFile {
  /** The root element and its version, e.g. `CaretSpecFile 1.0`. */
  readonly format: string;
  readonly structures: readonly string[];
  readonly files: readonly NamedFile[];
}

/** Different files that are taken from one file; HCP's scenes name about a hundred. */
const MAX_LINKS = 5000;
const MAX_PATH = 4096;
const rootOfSpec = 'CaretSpecFile';
const rootOfScene = 'SceneFile';
/** Endings of what Workbench opens, for paths that a scene keeps as plain text. */
const fileName = /\.(gii|nii|nii\.gz|spec|scene|border|foci|annot|wbsparse|trajTEMP\.wbsparse|png|jpe?g)$/i;

/** Reads the XML of a spec or a scene file; `isWhole` says whether its end must be there. */
export function linkFileOf(bytes: Uint8Array, { isWhole }: { readonly isWhole: boolean }): LinkFile {
  const reader = new LinkReader();
  reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  if (reader.format === undefined) throw new Undrawable('notTheFormat', 'neither a spec nor a scene file');
  if (isWhole && !reader.isClosed) throw new Undrawable('truncated', 'the root element is not closed');
  return { format: reader.format, structures: [...reader.structures], files: [...reader.files.values()] };
}

class LinkReader {
  format: string | undefined;
  isClosed = false;
  readonly structures = new Set<string>();
  readonly files = new Map<string, NamedFile>();
  private root = '';
  private attributes: Readonly<Record<string, string>> = {};
  private content = '';

  read(text: string): void {
    xmlParser({
      open: (name, attributes) => {
        this.open(name, attributes);
      },
      text: (piece) => {
        // Longer content is no path; keeping its first part is enough to see that.
        if (this.content.length <= MAX_PATH) this.content += piece;
      },
      close: (name) => {
        this.close(name);
      },
    }).write(text);
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.root === '') {
      this.root = name;
      if (name === rootOfSpec || name === rootOfScene)
        this.format = `${name} ${nameOfXml(attributes['Version'] ?? '')}`.trim();
    }
    this.attributes = attributes;
    this.content = '';
  }

  private close(name: string): void {
    if (name === this.root) this.isClosed = true;
    const path = this.content.length > MAX_PATH ? '' : nameOfXml(this.content);
    this.content = '';
    if (path === '') return;
    if (this.root === rootOfSpec && name === 'DataFile') {
      const structure = nameOfXml(this.attributes['Structure'] ?? '');
      if (structure !== '') this.structures.add(structure);
      this.add({ path, detail: nameOfXml(this.attributes['DataFileType'] ?? ''), group: structure });
    } else if (this.root === rootOfScene && fileName.test(path)) {
      this.add({ path, detail: '', group: path.slice(0, path.lastIndexOf('/') + 1) });
    }
  }

  private add(file: NamedFile): void {
    // A scene names its files again and again; a spec may list a file for several structures.
    const known = this.root === rootOfScene ? file.path : `${file.group}\n${file.path}`;
    if (!this.files.has(known) && this.files.size < MAX_LINKS) this.files.set(known, file);
  }
}

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
/** A scene keeps folders among its paths too. */
const fileName = /[^/]\.[a-z0-9]{2,10}$/i;

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
  /** Type of the array whose elements are read. */
  private arrayType = '';
  private content = '';
  /** What a scene says of a file before it names it. */
  private dataFileType = '';
  private structure = '';

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
    if (name === 'ObjectArray') this.arrayType = attributes['Type'] ?? '';
    this.attributes = attributes;
    this.content = '';
  }

  private close(name: string): void {
    if (name === this.root) this.isClosed = true;
    const text = this.content.length > MAX_PATH ? '' : nameOfXml(this.content);
    this.content = '';
    if (text === '') return;
    if (this.root === rootOfSpec && name === 'DataFile') this.closeDataFile(text);
    else if (this.root === rootOfScene) this.closeObject(name, text);
  }

  private closeDataFile(path: string): void {
    const structure = nameOfXml(this.attributes['Structure'] ?? '');
    if (structure !== '') this.structures.add(structure);
    const detail = nameOfXml(this.attributes['DataFileType'] ?? '');
    // A spec may list a file for several structures.
    this.add(`${structure}\n${path}`, { path, detail, group: structure });
  }

  /** A scene holds a spec as objects: `dataFileType`, `structure`, then `fileName`; other paths stand alone. */
  private closeObject(name: string, text: string): void {
    const what = name === 'Object' ? this.attributes['Name'] : undefined;
    const type = name === 'Element' ? this.arrayType : this.attributes['Type'];
    if (what === 'dataFileType') this.dataFileType = text;
    else if (what === 'structure') this.structure = text;
    else if (type === 'pathName' && fileName.test(text)) {
      // It names its files again and again; where it says most of them counts.
      const isKnown = (this.files.get(text)?.detail ?? '') !== '';
      if (!isKnown) this.add(text, { path: text, detail: this.dataFileType, group: this.structure });
      if (this.structure !== '') this.structures.add(this.structure);
      [this.dataFileType, this.structure] = ['', ''];
    }
  }

  private add(known: string, file: NamedFile): void {
    if (this.files.has(known) || this.files.size < MAX_LINKS) this.files.set(known, file);
  }
}

import { rawSegments, type SafePath } from './paths';
import { hashedName, safeName } from './safeName';

interface Level {
  /** Of the folder itself, as in the key. */
  readonly segment: string;
  /** What the folder is called on disk. */
  readonly name: string;
  /** Folded name → what has it. */
  readonly names: Map<string, { readonly segment: string; readonly folder: boolean; readonly name: string }>;
}

/** Digits of the hash that the second, third and fourth of the same name get; the fourth is the whole hash. */
const digits = [8, 16, 64];

/**
 * Gives each key its path below the target: safe names, and different ones where names fall together on systems
 * that ignore case or Unicode form (Windows, macOS), or where a name is both a file and a folder. The first one
 * keeps its name, later ones get a hash. Keys must come in the bucket's order: then all keys of a folder are
 * neighbours, and only the names along the present path are kept, not those of the whole job.
 */
export class Collisions {
  private levels: Level[] = [{ segment: '', name: '', names: new Map() }];

  /** The path of a key that is not the same as any other's. */
  place(key: string, kind: 'file' | 'folder'): SafePath {
    const raw = rawSegments(key, kind);
    const segments = raw.map((segment, depth) => {
      const folder = kind === 'folder' || depth < raw.length - 1;
      return folder ? this.enter(depth, segment) : this.nameAt(depth, segment, false);
    });
    return { segments, renamed: segments.some((segment, depth) => segment !== raw[depth]) };
  }

  /** Goes into a folder, which is mostly the one of the key before. @returns its name */
  private enter(depth: number, segment: string): string {
    const present = this.levels[depth + 1];
    if (present?.segment === segment) return present.name;
    const name = this.nameAt(depth, segment, true);
    this.levels = [...this.levels.slice(0, depth + 1), { segment, name, names: new Map() }];
    return name;
  }

  private nameAt(depth: number, segment: string, folder: boolean): string {
    let name = safeName(segment, depth === 0);
    for (const length of digits) {
      if (this.claim(depth, name, segment, folder)) return name;
      name = hashedName(segment, depth === 0, length);
    }
    this.claim(depth, name, segment, folder);
    return name;
  }

  private claim(depth: number, name: string, segment: string, folder: boolean): boolean {
    const names = this.levels[depth]?.names;
    const folded = fold(name);
    const known = names?.get(folded);
    if (!known) names?.set(folded, { segment, folder, name });
    return !known || (known.segment === segment && known.folder === folder && known.name === name);
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

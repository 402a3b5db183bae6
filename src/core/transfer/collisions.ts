import { hashOf, HashedSet } from './hashedSet';
import { rawSegments, type SafePath } from './paths';
import { hashedName, safeName } from './safeName';

interface Level {
  /** Of the folder itself, as in the key. */
  readonly segment: string;
  /** What the folder is called on disk. */
  readonly name: string;
  readonly names: Names;
}

interface Claim {
  readonly segment: string;
  readonly folder: boolean;
  readonly name: string;
}

/** From so many names on a folder costs eight bytes a name, not a few hundred. */
const keptNames = 10_000;

/** The names of one folder, folded. */
class Names {
  private readonly kept = new Map<string, Claim>();
  private more: HashedSet | undefined;

  /** @returns whether the name was free, or is this claim's own already */
  claim(claim: Claim): boolean {
    const folded = fold(claim.name);
    const known = this.kept.get(folded);
    if (known) {
      return known.segment === claim.segment && known.folder === claim.folder && known.name === claim.name;
    }
    if (this.kept.size < keptNames) {
      this.kept.set(folded, claim);
      return true;
    }
    // In the bucket's order no claim comes twice from here on: what is known is another's.
    const hash = hashOf(Buffer.from(folded));
    this.more ??= new HashedSet();
    if (this.more.find(hash) !== undefined) return false;
    this.more.add(hash);
    return true;
  }
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
  private levels: Level[] = [{ segment: '', name: '', names: new Names() }];

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
    this.levels = [...this.levels.slice(0, depth + 1), { segment, name, names: new Names() }];
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
    return this.levels[depth]?.names.claim({ name, segment, folder }) ?? true;
  }
}

function fold(name: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\u0000-\u007f]*$/.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

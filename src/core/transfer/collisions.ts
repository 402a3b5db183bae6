interface Level {
  readonly segment: string;
  /** Folded name → the name and kind that came first. */
  readonly names: Map<string, { readonly name: string; readonly folder: boolean }>;
}

/**
 * Finds names that fall together on systems which ignore case or Unicode form (Windows, macOS), and names
 * that are both a file and a folder. Keys must come in the bucket's order: then all keys of a folder are
 * neighbours, and only the names along the present path are kept, not those of the whole job.
 */
export class Collisions {
  private levels: Level[] = [{ segment: '', names: new Map() }];

  /** Whether the path collides with an earlier one. A colliding path is not remembered. */
  add(segments: readonly string[], folder: boolean): boolean {
    let depth = 0;
    for (const [index, segment] of segments.entries()) {
      const isFolder = folder || index < segments.length - 1;
      const names = this.levels[depth]?.names;
      const folded = fold(segment);
      const known = names?.get(folded);
      if (known && (known.name !== segment || known.folder !== isFolder)) return true;
      names?.set(folded, { name: segment, folder: isFolder });
      if (isFolder) this.enter(++depth, segment);
    }
    return false;
  }

  private enter(depth: number, segment: string): void {
    if (this.levels[depth]?.segment === segment) return;
    this.levels = [...this.levels.slice(0, depth), { segment, names: new Map() }];
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

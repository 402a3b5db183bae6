import type { ByteSource } from '../byteSource';
import type { Opened } from '../model';
import type { Hemisphere, Mesh } from '../viewer';
import { anySurface, meshOfPath, meshOfVertices, surfacesFor, type MeshName, type Side } from './companions';
import { folderOf, nameOf } from './bytes';
import { readMesh, verticesOf } from './meshFile';
import { firstThere, optional } from './neighbours';
import { Shadings } from './shading';
import { sideBySide } from './sideBySide';
import { shaded } from './surfacePair';

/** Vertices of the surfaces that values are on. */
export type Wanted = ReadonlyMap<Hemisphere, number>;

const sides: readonly Side[] = ['L', 'R'];

/**
 * The subject's own surfaces for the values of a file: looked for as soon as it is opened, by its name, and again
 * when its bytes tell that they are of another mesh.
 */
export class SurfacesOn {
  private readonly guessed: MeshName;
  private readonly guess: Promise<readonly Mesh[]>;

  constructor(
    private readonly opened: Opened,
    private readonly wantedSides: readonly Side[] = sides,
  ) {
    this.guessed = meshOfPath(opened.source.path);
    this.guess = this.find(this.guessed);
    // Whoever asks gets the failure; nobody may.
    this.guess.catch(() => undefined);
  }

  /** Those with exactly the wanted numbers of vertices, side by side; empty when there are none. */
  async matching(wanted: Wanted): Promise<readonly Mesh[]> {
    const mesh = meshOfVertices(Math.max(0, ...wanted.values()));
    const byName = fitting(await this.guess, wanted);
    if (byName.length > 0 || mesh === this.guessed) return sideBySide(byName);
    return sideBySide(fitting(await this.find(mesh), wanted));
  }

  private async find(mesh: MeshName): Promise<readonly Mesh[]> {
    const shadings = new Shadings(this.opened.neighbours, this.opened.signal);
    const found = await Promise.all(
      this.wantedSides.map((side) => optional(() => this.surface(mesh, side, shadings))),
    );
    return found.filter((surface) => surface !== undefined);
  }

  private async surface(mesh: MeshName, side: Side, shadings: Shadings): Promise<Mesh | undefined> {
    const { source, signal } = this.opened;
    const found =
      (await firstThere(this.opened, surfacesFor(source.path, mesh, side))) ??
      (await this.unruly(mesh, side));
    return found && (await shaded(found, readMesh(found, signal), shadings));
  }

  /** A surface beside the file that no rule names. */
  private async unruly(mesh: MeshName, side: Side): Promise<ByteSource | undefined> {
    const { source, neighbours, signal } = this.opened;
    const folder = folderOf(source.path);
    const names = (await neighbours.names(folder, signal)).filter((name) => name !== nameOf(source.path));
    const name = anySurface(names, mesh, side);
    return name === undefined ? undefined : neighbours.open(folder + name, signal);
  }
}

function fitting(meshes: readonly Mesh[], wanted: Wanted): readonly Mesh[] {
  return meshes.filter((mesh) => wanted.get(mesh.hemisphere) === verticesOf(mesh));
}

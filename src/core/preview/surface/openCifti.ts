import { Undrawable, type Fact, type Opened } from '../model';
import type {
  Hemisphere,
  Label,
  MapEntry,
  Mesh,
  PaintedMap,
  SeriesAxis,
  SurfaceViewer,
  TableViewer,
  VertexSeries,
} from '../viewer';
import { isPlace, surfacesOf, type Axis, type PlaceAxis } from './cifti/axis';
import { readCifti, type CiftiFile } from './cifti/ciftiFile';
import { CiftiMatrix } from './cifti/ciftiMatrix';
import { Places } from './cifti/places';
import { seriesTable } from './cifti/seriesTable';
import { ciftiFacts } from './ciftiFacts';
import { MAX_AT_ONCE, MAX_LISTED_MAPS } from './limits';
import { hemisphereOfStructure, painted } from './painted';
import { SurfacesOn } from './surfacesOn';

/** A CIFTI-2 file on the subject's own surfaces, which are read while its XML is; a table when it has no places. */
export async function openCifti(opened: Opened): Promise<SurfaceViewer | TableViewer> {
  const isOnSurface = !/\.sdseries\.nii$/i.test(opened.source.path);
  const early = isOnSurface ? new SurfacesOn(opened) : undefined;
  const file = await readCifti(opened.source, opened.signal);
  const matrix = new CiftiMatrix(opened.source, file.header);
  const { alongRow, alongColumn } = file;
  if (!isPlace(alongColumn)) {
    if (alongRow.type !== 'series' || alongColumn.type !== 'scalars')
      throw new Undrawable('unsupported', `${alongColumn.type} by ${alongRow.type}`);
    return seriesTable({ axis: alongRow, names: alongColumn.names, matrix, facts: ciftiFacts(file) }, opened);
  }
  const meshes = await (early ?? new SurfacesOn(opened)).matching(wantedBy(alongColumn));
  if (meshes.length === 0) throw new Undrawable('noSurface', 'no surface with as many vertices was found');
  const parts = { file, matrix, meshes, facts: ciftiFacts(file) };
  return isPlace(alongRow)
    ? new ConnectivityViewer(parts, alongColumn, alongRow)
    : new MapsViewer(parts, alongColumn, alongRow);
}

function wantedBy(axis: PlaceAxis): ReadonlyMap<Hemisphere, number> {
  return new Map(
    [...surfacesOf(axis)].flatMap(([structure, vertices]) => {
      const hemisphere = hemisphereOfStructure(structure);
      return hemisphere ? [[hemisphere, vertices] as const] : [];
    }),
  );
}

interface Parts {
  readonly file: CiftiFile;
  readonly matrix: CiftiMatrix;
  readonly meshes: readonly Mesh[];
  readonly facts: readonly Fact[];
}

/** Rows are places, columns are maps or points of a series. */
class MapsViewer implements SurfaceViewer {
  readonly kind = 'surface';
  readonly facts: readonly Fact[];
  readonly maps: readonly MapEntry[];
  readonly firstMap: number | undefined;
  readonly axis: SeriesAxis | undefined;
  private readonly places: Places;

  constructor(
    private readonly parts: Parts,
    places: PlaceAxis,
    private readonly columns: Exclude<Axis, PlaceAxis>,
  ) {
    this.facts = parts.facts;
    this.places = new Places(places, parts.meshes);
    const cost = parts.matrix.columnCost();
    this.maps = columnNames(columns).map((name) => ({
      name,
      kind: columns.type === 'labels' ? 'label' : 'scalar',
      cost,
    }));
    this.firstMap = this.maps.length > 0 && cost <= MAX_AT_ONCE ? 0 : undefined;
    this.axis = columns.type === 'series' && columns.length > 1 ? columns.series : undefined;
  }

  meshes(): Promise<readonly Mesh[]> {
    return Promise.resolve(this.parts.meshes);
  }

  async map(index: number, signal: AbortSignal): Promise<PaintedMap> {
    checkIndex(index, this.maps.length);
    const values = await this.parts.matrix.column(index, signal);
    return painted(this.places.spread(values), this.labelsOf(index));
  }

  async series(hemisphere: Hemisphere, vertex: number, signal: AbortSignal): Promise<VertexSeries> {
    const place = this.places.at(hemisphere, vertex);
    if (!place) return { name: '', values: new Float32Array() };
    return { name: place.name, values: await this.parts.matrix.row(place.index, signal) };
  }

  private labelsOf(index: number): readonly Label[] | undefined {
    return this.columns.type === 'labels' ? this.columns.maps[index]?.labels : undefined;
  }
}

/** Rows and columns are places: the map of a place is its row. */
class ConnectivityViewer implements SurfaceViewer {
  readonly kind = 'surface';
  readonly facts: readonly Fact[];
  readonly maps: readonly MapEntry[];
  readonly firstMap = 0;
  readonly axis = undefined;
  private readonly seeds: Places;
  private readonly targets: Places;
  /** The row of each map in the list. */
  private readonly rows: readonly number[];

  constructor(
    private readonly parts: Parts,
    rows: PlaceAxis,
    columns: PlaceAxis,
  ) {
    this.facts = parts.facts;
    this.seeds = new Places(rows, parts.meshes);
    this.targets = new Places(columns, parts.meshes);
    const cost = parts.matrix.rowCost();
    const first = this.seeds.first();
    // A list of parcels can be read; one of every vertex can't, and is chosen from by clicking.
    const listed =
      rows.type === 'parcels'
        ? rows.parcels.slice(0, MAX_LISTED_MAPS).map(({ name }, index) => ({ name, index }))
        : first
          ? [first]
          : [];
    this.rows = listed.map(({ index }) => index);
    this.maps = listed.map(({ name }) => ({ name, kind: 'scalar', cost }));
  }

  meshes(): Promise<readonly Mesh[]> {
    return Promise.resolve(this.parts.meshes);
  }

  map(index: number, signal: AbortSignal): Promise<PaintedMap> {
    checkIndex(index, this.rows.length);
    return this.mapOfRow(this.rows[index] ?? 0, signal);
  }

  async seedMap(
    hemisphere: Hemisphere,
    vertex: number,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly map: PaintedMap } | undefined> {
    const place = this.seeds.at(hemisphere, vertex);
    return place && { name: place.name, map: await this.mapOfRow(place.index, signal) };
  }

  series(): Promise<VertexSeries> {
    return Promise.resolve({ name: '', values: new Float32Array() });
  }

  private async mapOfRow(row: number, signal: AbortSignal): Promise<PaintedMap> {
    return painted(this.targets.spread(await this.parts.matrix.row(row, signal)), undefined);
  }
}

function columnNames(columns: Exclude<Axis, PlaceAxis>): readonly string[] {
  switch (columns.type) {
    case 'series': {
      const { points, start, step, unit } = columns.series;
      return Array.from({ length: Math.min(points, MAX_LISTED_MAPS) }, (_, at) =>
        `${rounded(start + at * step)} ${unit}`.trim(),
      );
    }
    case 'scalars':
      return columns.names.slice(0, MAX_LISTED_MAPS);
    case 'labels':
      return columns.maps.slice(0, MAX_LISTED_MAPS).map(({ name }) => name);
  }
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(9)));
}

function checkIndex(index: number, count: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new Undrawable('damaged', `map ${String(index)} of ${String(count)}`);
}

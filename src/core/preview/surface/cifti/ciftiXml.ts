import { Undrawable } from '../../model';
import type { Label } from '../../viewer';
import { labelOf } from '../labels';
import { MAX_CIFTI_LENGTH, MAX_LABELS, MAX_VERTICES } from '../limits';
import { nameOfXml, xmlParser } from '../xml';
import type { Axis, BrainModel, Parcel } from './axis';

/** A `MatrixIndicesMap`: the dimensions that it applies to (0: along a row) and what stands there. */
interface IndicesMap {
  readonly dimensions: readonly number[];
  readonly axis: Axis;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads the XML of CIFTI-2 (https://www.nitrc.org/forum/attachment.php?attachid=341, its specification) piece by
 * piece; every list is checked against the counts that go with it, and those against our bounds.
 */
export class CiftiXml {
  readonly maps: IndicesMap[] = [];
  /** Structures of the brain models and surfaces that were reached, also of a map that is not finished. */
  readonly structures = new Set<string>();
  version: string | undefined;
  isWhole = false;
  /** Voxels of all brain models. */
  voxels = 0;
  private map: { readonly attributes: Attributes } | undefined;
  private models: BrainModel[] = [];
  private parcels: Parcel[] = [];
  private surfaces = new Map<string, number>();
  private names: { name: string; labels: Label[] }[] = [];
  private model: Attributes = {};
  private indices: Uint32Array | undefined;
  private parcel: { name: string; parts: Parcel['parts'][number][] } | undefined;
  private partStructure = '';
  private label: Omit<Label, 'name'> | undefined;
  private content: string[] = [];
  private readonly xml = xmlParser({
    open: (name, attributes) => {
      this.open(name, attributes);
    },
    text: (text) => {
      this.content.push(text);
    },
    close: (name) => {
      this.close(name);
    },
  });

  /** One character a byte. */
  write(text: string): void {
    this.xml.write(text);
  }

  private open(name: string, attributes: Attributes): void {
    this.content = [];
    switch (name) {
      case 'CIFTI':
        this.version = attributes['Version'] ?? '';
        if (!/^2(\.0*)?$/.test(this.version.trim()))
          throw new Undrawable('unsupported', `CIFTI version ${this.version}`.slice(0, 80));
        return;
      case 'MatrixIndicesMap':
        this.map = { attributes };
        [this.models, this.parcels, this.names, this.surfaces] = [[], [], [], new Map<string, number>()];
        return;
      case 'BrainModel':
        this.model = attributes;
        this.indices = undefined;
        this.structures.add(structureOf(attributes));
        return;
      case 'Surface':
        this.structures.add(structureOf(attributes));
        this.surfaces.set(structureOf(attributes), vertexCount(attributes));
        return;
      case 'Parcel':
        this.parcel = { name: nameOfXml(attributes['Name'] ?? ''), parts: [] };
        return;
      case 'Vertices':
        this.partStructure = structureOf(attributes);
        return;
      case 'NamedMap':
        this.names.push({ name: '', labels: [] });
        return;
      case 'Label':
        this.label = labelOf(attributes);
        return;
    }
  }

  private close(name: string): void {
    const content = this.content.join('');
    this.content = [];
    switch (name) {
      case 'CIFTI':
        this.isWhole = true;
        return;
      case 'MatrixIndicesMap':
        if (this.map) this.maps.push(this.finished(this.map.attributes));
        this.map = undefined;
        return;
      case 'VertexIndices':
        this.indices = indexList(content, vertexCount(this.model));
        return;
      case 'BrainModel':
        this.addModel();
        return;
      case 'Vertices': {
        const vertices = this.surfaces.get(this.partStructure);
        if (vertices === undefined)
          throw new Undrawable('damaged', `a parcel on ${this.partStructure}, which has no surface`);
        this.parcel?.parts.push({
          structure: this.partStructure,
          indices: indexList(content, vertices),
        });
        return;
      }
      case 'Parcel':
        if (this.parcel) this.parcels.push(this.parcel);
        this.parcel = undefined;
        return;
      case 'MapName': {
        const map = this.names.at(-1);
        if (map) map.name = nameOfXml(content);
        return;
      }
      case 'Label': {
        const labels = this.names.at(-1)?.labels;
        if (labels && this.label && labels.push({ ...this.label, name: nameOfXml(content) }) > MAX_LABELS)
          throw new Undrawable('tooLarge', 'too many labels');
        this.label = undefined;
        return;
      }
    }
  }

  private addModel(): void {
    const [offset, count] = [whole(this.model['IndexOffset']), whole(this.model['IndexCount'])];
    if (offset === undefined || count === undefined)
      throw new Undrawable('damaged', 'a brain model without offset or count');
    const isSurface = this.model['ModelType'] === 'CIFTI_MODEL_TYPE_SURFACE';
    if (!isSurface) this.voxels += count;
    if (isSurface && this.indices?.length !== count)
      throw new Undrawable('damaged', `${String(this.indices?.length ?? 0)} vertices, not ${String(count)}`);
    this.models.push({
      structure: structureOf(this.model),
      offset,
      count,
      surface:
        isSurface && this.indices ? { vertices: vertexCount(this.model), indices: this.indices } : undefined,
    });
  }

  private finished(attributes: Attributes): IndicesMap {
    const dimensions = (attributes['AppliesToMatrixDimension'] ?? '').split(',').map(Number);
    return { dimensions, axis: this.axis(attributes) };
  }

  private axis(attributes: Attributes): Axis {
    const type = (attributes['IndicesMapToDataType'] ?? '').replace(/^CIFTI_INDEX_TYPE_/, '');
    switch (type) {
      case 'BRAIN_MODELS': {
        const length = this.models.reduce((end, { offset, count }) => Math.max(end, offset + count), 0);
        return { type: 'brainModels', length, models: this.models };
      }
      case 'PARCELS':
        return {
          type: 'parcels',
          length: this.parcels.length,
          parcels: this.parcels,
          surfaces: this.surfaces,
        };
      case 'SERIES':
        return seriesAxis(attributes);
      case 'SCALARS':
        return { type: 'scalars', length: this.names.length, names: this.names.map(({ name }) => name) };
      case 'LABELS':
        return { type: 'labels', length: this.names.length, maps: this.names };
      default:
        throw new Undrawable('unsupported', `an axis of type ${type}`.slice(0, 80));
    }
  }
}

const units: Readonly<Record<string, string>> = { SECOND: 's', HERTZ: 'Hz', METER: 'm', RADIAN: 'rad' };

function seriesAxis(attributes: Attributes): Axis {
  const points = whole(attributes['NumberOfSeriesPoints']);
  if (points === undefined || points > MAX_CIFTI_LENGTH)
    throw new Undrawable('damaged', 'a series without its number of points');
  const exponent = number(attributes['SeriesExponent'], 0);
  const unit = attributes['SeriesUnit'] ?? '';
  return {
    type: 'series',
    length: points,
    series: {
      points,
      start: scaled(number(attributes['SeriesStart'], 0), exponent),
      step: scaled(number(attributes['SeriesStep'], 1), exponent),
      unit: units[unit] ?? nameOfXml(unit).toLowerCase(),
    },
  };
}

/** As decimal text would say it: 720 with exponent -3 is 0.72, not 0.7200000000000001. */
function scaled(value: number, exponent: number): number {
  const result = Number((value * 10 ** exponent).toPrecision(12));
  return Number.isFinite(result) ? result : 0;
}

function number(text: string | undefined, missing: number): number {
  const value = Number(text ?? missing);
  return Number.isFinite(value) ? value : missing;
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : undefined;
}

function structureOf(attributes: Attributes): string {
  return nameOfXml((attributes['BrainStructure'] ?? '').replace(/^CIFTI_STRUCTURE_/, ''));
}

function vertexCount(attributes: Attributes): number {
  const count = whole(attributes['SurfaceNumberOfVertices']);
  if (count === undefined) throw new Undrawable('damaged', 'a surface without its number of vertices');
  if (count > MAX_VERTICES) throw new Undrawable('tooLarge', `a surface of ${String(count)} vertices`);
  return count;
}

const ZERO = 0x30;

/** Whole numbers with anything else between them, each below `bound`, no more of them than that. */
export function indexList(text: string, bound: number): Uint32Array {
  const found = new Uint32Array(Math.min(bound, Math.ceil(text.length / 2)));
  let count = 0;
  let value = -1;
  for (let at = 0; at <= text.length; at++) {
    const digit = at < text.length ? text.charCodeAt(at) - ZERO : -1;
    if (digit >= 0 && digit <= 9) {
      value = (value === -1 ? 0 : value * 10) + digit;
    } else if (value !== -1) {
      if (value >= bound || count === found.length)
        throw new Undrawable('damaged', `vertex ${String(value)}, of ${String(bound)}`);
      found[count++] = value;
      value = -1;
    }
  }
  return found.slice(0, count);
}

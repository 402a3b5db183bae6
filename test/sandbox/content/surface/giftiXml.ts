import { sideOf } from '../meshes';
import type { Source } from '../source';

/** Labels in a label table, beside the one for "none". */
export const GIFTI_LABELS = 35;

interface ArrayTraits {
  readonly intent: 'POINTSET' | 'TRIANGLE' | 'SHAPE' | 'LABEL' | 'TIME_SERIES' | 'NONE';
  readonly dims: readonly number[];
  readonly encoding: 'Base64Binary' | 'GZipBase64Binary';
}

/** The start of a GIFTI file; the caller adds data arrays and then `giftiEnd`. */
export function giftiStart(source: Source, arrays: number): string {
  const structure = sideOf(source) === 'left' ? 'CortexLeft' : 'CortexRight';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE GIFTI SYSTEM "http://www.nitrc.org/frs/download.php/115/gifti.dtd">',
    `<GIFTI Version="1" NumberOfDataArrays="${String(arrays)}">`,
    metaData([
      ['AnatomicalStructurePrimary', structure],
      ['UniqueID', source.mark],
    ]),
    source.name.endsWith('.label.gii') ? labelTable() : '<LabelTable/>',
    '',
  ].join('\n');
}

export const giftiEnd = '</GIFTI>\n';

/** What stands before the data of an array, and after them. */
export function arrayFrame(source: Source, traits: ArrayTraits): readonly [string, string] {
  const whole = traits.intent === 'TRIANGLE' || traits.intent === 'LABEL';
  const dims = traits.dims.map((size, index) => `Dim${String(index)}="${String(size)}"`).join(' ');
  const isPoints = traits.intent === 'POINTSET';
  const start = [
    `<DataArray Intent="NIFTI_INTENT_${traits.intent}" DataType="NIFTI_TYPE_${whole ? 'INT32' : 'FLOAT32'}" ArrayIndexingOrder="RowMajorOrder" Dimensionality="${String(traits.dims.length)}" ${dims} Encoding="${traits.encoding}" Endian="LittleEndian" ExternalFileName="" ExternalFileOffset="0">`,
    metaData(isPoints ? pointTraits(source) : []),
    ...(isPoints ? [coordinateSystem()] : []),
    '<Data>',
  ].join('');
  return [start, '</Data></DataArray>\n'];
}

function pointTraits(source: Source): readonly (readonly [string, string])[] {
  const type = /sphere|flat|inflated/.exec(source.name)?.[0] ?? 'anatomical';
  const names: Readonly<Record<string, string>> = { sphere: 'Spherical', flat: 'Flat', inflated: 'Inflated' };
  const structure = sideOf(source) === 'left' ? 'CortexLeft' : 'CortexRight';
  return [
    ['AnatomicalStructurePrimary', structure],
    ['GeometricType', names[type] ?? 'Anatomical'],
  ];
}

function coordinateSystem(): string {
  return '<CoordinateSystemTransformMatrix><DataSpace>NIFTI_XFORM_TALAIRACH</DataSpace><TransformedSpace>NIFTI_XFORM_TALAIRACH</TransformedSpace><MatrixData>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</MatrixData></CoordinateSystemTransformMatrix>';
}

function metaData(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return '<MetaData/>';
  const entries = pairs.map(([name, value]) => `<MD><Name>${name}</Name><Value>${value}</Value></MD>`);
  return `<MetaData>${entries.join('')}</MetaData>`;
}

function labelTable(): string {
  const label = (key: number, name: string, alpha: number): string => {
    const [red, green, blue] = [3, 5, 7].map((step) => ((((key * step) % 17) + 1) / 18).toFixed(3));
    return `<Label Key="${String(key)}" Red="${red ?? ''}" Green="${green ?? ''}" Blue="${blue ?? ''}" Alpha="${String(alpha)}">${name}</Label>`;
  };
  const named = Array.from({ length: GIFTI_LABELS }, (_, index) =>
    label(index + 1, `region_${String(index + 1)}`, 1),
  );
  return `<LabelTable>${label(0, '???', 0)}${named.join('')}</LabelTable>`;
}

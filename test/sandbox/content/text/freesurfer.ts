import type { Random } from '../random';
import { fitLines, padded, subjectOf, type TextMaker } from './fit';

const REGIONS = [
  'bankssts', 'caudalanteriorcingulate', 'cuneus', 'entorhinal', 'fusiform', 'inferiorparietal', 'insula',
  'lateraloccipital', 'lingual', 'paracentral', 'parsopercularis', 'pericalcarine', 'postcentral', 'precuneus',
  'precentral', 'rostralmiddlefrontal', 'superiorfrontal', 'superiorparietal', 'supramarginal', 'temporalpole',
] as const; // prettier-ignore

/** The name of region `index` in the colour table. */
export function regionName(index: number): string {
  const round = Math.floor(index / REGIONS.length);
  return `${REGIONS[index % REGIONS.length] ?? ''}${round === 0 ? '' : `_${String(round)}`}`;
}

/** Morphometry of regions. */
export const statsTable: TextMaker = (source, random) => {
  const head = [
    '# Table of FreeSurfer cortical parcellation anatomical statistics',
    `# subjectname ${subjectOf(source)}`,
    `# anatomy_type surface`,
    `# annotation ${source.name} ${source.mark}`,
    '# ColHeaders StructName NumVert SurfArea GrayVol ThickAvg ThickStd MeanCurv GausCurv',
    '',
  ].join('\n');
  return fitLines(source.size, head, (row) => {
    const vertices = 300 + random.below(9000);
    const name = regionName(row).padEnd(32);
    const thickness = `${random.between(1.8, 3.6).toFixed(3)} ${random.between(0.3, 0.9).toFixed(3)}`;
    const curvature = `${random.between(0.08, 0.2).toFixed(3)} ${random.between(0.01, 0.06).toFixed(3)}`;
    return `${name} ${String(vertices)} ${String(Math.round(vertices * 0.66))} ${String(vertices * 2)} ${thickness} ${curvature}`;
  });
};

/** A label: vertices with their place (mm) and a value. The count on the second line is that of the lines. */
export const labelFile: TextMaker = (source, random) => {
  const start = random.below(1000);
  const head = (count: number): string =>
    `#!ascii label  , from subject ${subjectOf(source)} vox2ras=TkReg\n${String(count).padEnd(6)}\n`;
  let rows = 0;
  const text = fitLines(source.size, head(0), (row) => {
    rows = row;
    const place = [0, 1, 2].map(() => random.between(-70, 70).toFixed(3)).join('  ');
    return `${String(start + row * 2)}  ${place} ${random.unit().toFixed(10)}`;
  });
  // The last line that was asked for had no room, unless the text came out even.
  const lines = text.split('\n').length - 3;
  return head(Math.min(lines, rows + 1)) + text.slice(head(0).length);
};

export const colourTable: TextMaker = ({ size }, random) =>
  fitLines(size, '', (row) => {
    const colour = [0, 1, 2].map(() => String(random.below(256)).padStart(3)).join(' ');
    return `${String(row).padStart(3)}  ${regionName(row).slice(0, 32).padEnd(32)} ${colour}    0`;
  });

/** Three rows of an affine transform near the identity (shifts in mm). */
function affineRows(random: Random, decimals: number): string {
  const cell = (row: number, column: number): string => {
    const value = random.normal() * (column === 3 ? 3 : 0.02);
    return ((row === column ? 1 : 0) + value).toFixed(decimals);
  };
  return [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => cell(row, column)).join(' ')).join('\n');
}

/** A linear transform to the MNI average, as short as its file is. */
export const mniTransform: TextMaker = ({ size }, random) => {
  const head = 'MNI Transform File\nTransform_Type = Linear;\nLinear_Transform =\n';
  return padded(`${head}${affineRows(random, 5)};\n`, size);
};

/** A linear transform between two volumes. */
export const volumeTransform: TextMaker = (source, random) => {
  const head = `type      = 0\nnxforms   = 1\nmean      = 129.0000 157.4005 132.8281\nsigma     = 10000.0000\n1 4 4\n`;
  const volume = (name: string): string =>
    `${name} volume info\nvalid = 1  # volume info valid\nfilename = ${name}_${source.mark}.mgz\nvolume = 256 256 256\nvoxelsize = 1 1 1\n`;
  const tail = `0 0 0 1\n${volume('src')}${volume('dst')}subject ${subjectOf(source)}\n`;
  return padded(`${head}${affineRows(random, 11)}\n${tail}`, source.size);
};

/** A registration of two volumes: subject, voxel sizes, intensity and a 4 × 4 matrix. */
export const registration: TextMaker = (source, random) => {
  if (source.size < 200) return fitLines(source.size, '', () => random.normal().toFixed(6));
  const head = `${subjectOf(source)}\n0.700000\n0.700000\n0.150000\n`;
  return padded(`${head}${affineRows(random, 11)}\n0 0 0 1\nround\n`, source.size);
};

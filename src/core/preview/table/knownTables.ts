import type { ChartWord } from '../viewer';

/** A group of columns that is drawn together. */
export interface KnownGroup {
  readonly title: ChartWord;
  readonly unit: string;
  /** How many of the columns belong to it, in their order; all that are left when undefined. */
  readonly columns?: number;
  readonly names?: readonly string[];
}

/** What HCP's tables without a header line hold, by their names. */
export interface KnownTable {
  readonly groups: readonly KnownGroup[];
  /** Per row; undefined where lines would say nothing. */
  readonly x?: { readonly label: ChartWord; readonly unit: string; readonly step: number };
  /** Only for tables of that many columns; any when undefined. */
  readonly width?: number;
}

const perVolume = { label: 'volume', unit: '', step: 1 } as const;
const xyz = (what: string): readonly string[] => ['x', 'y', 'z'].map((axis) => `${what}_${axis}`);

/** Millimetres and degrees, then their change from one volume to the next (HCP 1200 reference manual, appendix III). */
const motion: KnownTable = {
  width: 12,
  groups: [
    { title: 'translation', unit: 'mm', columns: 3, names: xyz('trans') },
    { title: 'rotation', unit: '°', columns: 3, names: xyz('rot') },
    { title: 'translationChange', unit: 'mm', columns: 3, names: xyz('d_trans') },
    { title: 'rotationChange', unit: '°', columns: 3, names: xyz('d_rot') },
  ],
  x: perVolume,
};

/** Written by the scanner's recorder 400 times a second (HCP 1200 reference manual, appendix VI). */
const physio: KnownTable = {
  width: 3,
  groups: [
    { title: 'trigger', unit: '', columns: 1, names: ['trigger'] },
    { title: 'respiration', unit: '', columns: 1, names: ['respiration'] },
    { title: 'pulse', unit: '', columns: 1, names: ['pulse'] },
  ],
  x: { label: 'time', unit: 's', step: 1 / 400 },
};

/** Translations in mm, rotations in radians, then the parameters of the eddy currents' field (FSL's guide to eddy). */
const eddyParameters: KnownTable = {
  width: 16,
  groups: [
    { title: 'translation', unit: 'mm', columns: 3, names: xyz('trans') },
    { title: 'rotation', unit: 'rad', columns: 3, names: xyz('rot') },
    { title: 'values', unit: '' },
  ],
  x: perVolume,
};

const eddyMovement: KnownTable = {
  width: 2,
  groups: [{ title: 'displacement', unit: 'mm', columns: 2, names: ['from_first', 'from_previous'] }],
  x: perVolume,
};

/** The vertices of a FreeSurfer label: number, place and value. */
const labelVertices: KnownTable = {
  width: 5,
  groups: [
    { title: 'values', unit: '', columns: 1, names: ['vertex'] },
    { title: 'values', unit: 'mm', columns: 3, names: ['x', 'y', 'z'] },
    { title: 'values', unit: '', columns: 1, names: ['value'] },
  ],
};

const colours: KnownTable = {
  width: 6,
  groups: [{ title: 'values', unit: '', names: ['index', 'name', 'red', 'green', 'blue', 'alpha'] }],
};

const series: KnownTable = { groups: [{ title: 'signal', unit: '' }], x: perVolume };
const spectrum: KnownTable = {
  groups: [{ title: 'signal', unit: '' }],
  x: { label: 'frequency', unit: '', step: 1 },
};
const components: KnownTable = {
  groups: [{ title: 'percent', unit: '%' }],
  x: { label: 'component', unit: '', step: 1 },
};

const known: readonly (readonly [RegExp, KnownTable])[] = [
  [/\/movement_regressors(_dt)?\.txt$/, motion],
  [
    /\/movement_(relative|absolute)rms\.txt$/,
    { width: 1, groups: [{ title: 'displacement', unit: 'mm', names: ['rms'] }], x: perVolume },
  ],
  [/_physio_log\.txt$/, physio],
  [/\.eddy_parameters$/, eddyParameters],
  [/\.eddy_(restricted_)?movement_rms$/, eddyMovement],
  [/\/melodic_(mix|tmodes)$|\/report\/t\d+\.txt$/, series],
  [/(mgt|tc|_wm|_csf)\.txt$/, series],
  [/\/melodic_ftmix$|\/report\/f\d+\.txt$/, spectrum],
  [/\.label$/, labelVertices],
  [/\.ctab$/, colours],
  [/\/(melodic_icstats|eigenvalues_percent)$/, components],
];

/** What is known of the table with this path and number of columns. */
export function knownTable(path: string, width: number): KnownTable | undefined {
  const lower = `/${path}`.toLowerCase();
  const found = known.find(([pattern]) => pattern.test(lower))?.[1];
  return found?.width === undefined || found.width === width ? found : undefined;
}

/** Whether it is one of the files of task events that FSL reads: onset, duration and amplitude. */
export function isEventFile(path: string): boolean {
  return /\/EVs\/[^/]+\.txt$/i.test(`/${path}`);
}

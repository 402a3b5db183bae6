/** A file of the bucket, and the figure that the issue asks for. */
export interface Case {
  readonly id: CaseId;
  readonly title: string;
  /** Below a subject's folder; `<S>` stands for the subject. */
  readonly path: string;
  /** Other files that are drawn with it. */
  readonly also: readonly string[];
  /** Seconds over the far link. */
  readonly floor: number;
  /** Of the file, to be read at most. */
  readonly most: { readonly bytes: number } | { readonly share: number } | undefined;
}

export const caseIds = ['card', 'volume', 'series', 'vertex', 'surfaces'] as const;
export type CaseId = (typeof caseIds)[number];

const surfaces = ['L.inflated', 'R.inflated'].map(
  (one) => `MNINonLinear/fsaverage_LR32k/<S>.${one}.32k_fs_LR.surf.gii`,
);
const sulc = ['L', 'R'].map((side) => `MNINonLinear/fsaverage_LR32k/<S>.${side}.sulc.32k_fs_LR.shape.gii`);
const rest = 'MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR';

export const cases: readonly Case[] = [
  {
    id: 'card',
    title: 'header card of a 1 GB file',
    path: `${rest}_hp2000_clean.nii.gz`,
    also: [],
    floor: 0.5,
    most: { bytes: 128 * 1024 },
  },
  {
    id: 'volume',
    title: '3 MB volume',
    path: `${rest}_Jacobian.nii.gz`,
    also: [],
    floor: 2,
    most: undefined,
  },
  {
    id: 'series',
    title: 'first volume of a 1 GB 4D `.nii.gz`',
    path: `${rest}.nii.gz`,
    also: [],
    floor: 3,
    most: { share: 0.02 },
  },
  {
    id: 'vertex',
    title: '439 MB `.dtseries.nii`: header, surface and the time course of one vertex',
    path: `${rest}_Atlas.dtseries.nii`,
    also: [...surfaces, ...sulc],
    floor: 2.5,
    most: { bytes: 1_000_000 },
  },
  {
    id: 'surfaces',
    title: 'pair of 32k surfaces with shading',
    path: 'MNINonLinear/fsaverage_LR32k/<S>.L.inflated.32k_fs_LR.surf.gii',
    also: [...surfaces, ...sulc],
    floor: 2,
    most: undefined,
  },
];

/** Of one click. */
export interface Shot {
  readonly subject: string;
  /** Seconds from the click to the picture (the card, the time course). */
  readonly seconds: number;
  /** Bytes that the bucket was asked for: of the file, and of all. */
  readonly ofFile: number;
  readonly inAll: number;
  readonly fileSize: number;
  /** What the page came to, and what the bucket was asked, in milliseconds after the click. */
  readonly course: readonly string[];
  /** Why it was not drawn. */
  readonly problem: string | undefined;
}

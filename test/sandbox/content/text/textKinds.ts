import type { Random } from '../random';
import type { Body } from '../segment';
import type { Source } from '../source';
import { bvals, bvecs } from './diffusion';
import { textWith, type TextMaker } from './fit';
import * as free from './freesurfer';
import * as fsl from './fsl';
import * as markup from './markup';
import * as prose from './prose';
import { subjectList } from './subjectList';
import * as tables from './tables';

const positive = (random: Random): number => random.between(0.01, 0.9);
const signal = (random: Random): number => 9000 + random.normal() * 40;

/** Which text stands in a file, by its path below the subject folder. The first pattern that matches decides. */
const TEXTS: readonly (readonly [RegExp, TextMaker])[] = [
  [/^(UR100|S500)\.txt$/, subjectList],
  [/(^|\/)release-notes\/|^release_notes\.txt$|README\.txt$|_appendix\.txt$/, prose.releaseNotes],
  [/Movement_Regressors(_dt)?\.txt$/, tables.matrix(12, 11, 6, 0.4)],
  [/Movement_(Relative|Absolute)RMS(_mean)?\.txt$/, tables.column(7, positive)],
  [/\/EVs\/Sync\.txt$/, tables.column(3, (random) => random.between(5, 12))],
  [/\/EVs\/[^/]+\.txt$/, tables.eventFile],
  [/Physio_log\.txt$/, tables.physioLog],
  [/(_TAB\.txt|\.tab)$/, tables.eprimeTable],
  [/_Stats\.csv$/, tables.taskStats],
  [/_3T\.csv$/, tables.sessionTable],
  [/\.csv$/, tables.groupTable],
  [/\/report\/[tf]\d+\.txt$/, tables.column(6, (random) => random.normal() * 2)],
  [/(MGT|tc|_WM|_CSF)\.txt$/, tables.column(4, signal)],
  [/_Atlas_stats\.txt$/, tables.matrix(8, 12, 6, 10)],
  [/(\.fix|\/Noise\.txt)$/, fsl.componentList],
  [/\/Signal\.txt$|ReclassifyAs\w+\.txt$/, tables.integers(1, 200)],
  [/Contrasts\.txt$/, fsl.contrastNames],
  [/\/melodic_(mix|FTmix|Tmodes)$/, tables.matrix(40, 14, 8, 1)],
  [/\/(eigenvalues_percent|melodic_ICstats)$/, tables.matrix(4, 13, 9, 1)],
  [/eddy_(movement_rms|restricted_movement_rms)$/, tables.matrix(2, 28, 17, 0.5)],
  [/eddy_parameters$/, tables.matrix(16, 30, 20, 0.5)],
  [/eddy_outlier_n_(sqr_)?stdev_map$/, tables.matrix(111, 16, 10, 1)],
  [/eddy_outlier_map$/, tables.integers(111, 2)],
  [/\.lev$|\/logs\/monitor\/|postproc_ID$/, fsl.shortNumbers],
  [/\/design\.mat$/, fsl.designMatrix],
  [/\.con$/, fsl.designContrast],
  [/\.grp$/, fsl.designGroup],
  [/\.fsf$/, fsl.featSettings],
  [/(eye|T2wtoT1w|c_ras)\.mat$/, fsl.flirtMatrix],
  [/\.label$/, free.labelFile],
  [/\.stats$/, free.statsTable],
  [/\.ctab$/, free.colourTable],
  [/\.lta$/, free.volumeTransform],
  [/\.xfm$/, free.mniTransform],
  [/\.dat$/, free.registration],
  [/\.html$/, markup.htmlPage],
  [/\.xml$/, markup.provenance],
  [/\.spec$/, markup.specFile],
  [/\.scene$/, markup.sceneFile],
  [/^MEG\/.*\.txt$/, prose.megSettings],
  [/\.(txt|log|touch|bak|sum|param|mincost|xdebug_mris_calc)$|\/logfile$/, prose.logFile],
  [/\/logs\/[^/]+\.[eo]\d+(-\d+)?$|\/logs_gpu\/|eddy_/, prose.logFile],
];

/** The body of a text file, or nothing when the path isn't that of one. */
export function textKind(source: Source): Body | undefined {
  if (/\.bvals?$|\/bvals$/.test(source.path)) return bvals(source);
  if (/\.bvecs?$|\/bvecs$/.test(source.path)) return bvecs(source);
  const make = TEXTS.find(([pattern]) => pattern.test(source.path))?.[1];
  return make === undefined ? undefined : textWith(source, make);
}

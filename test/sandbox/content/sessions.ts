import { hash32 } from './hash';
import { REAL_SUBJECT, STRUCTURAL_ONLY } from './subjects';

const TASKS = ['EMOTION', 'GAMBLING', 'LANGUAGE', 'MOTOR', 'RELATIONAL', 'SOCIAL', 'WM'] as const;

/** What a subject may lack: a name and the files that go with it (paths as recorded for 100307). */
interface Absence {
  readonly name: string;
  readonly files: RegExp;
  /** One subject in so many lacks it. */
  readonly oneIn: number;
}

/** The analyses of a task need both of its runs, so they go with either. */
function runAbsences(): readonly Absence[] {
  const tasks = TASKS.flatMap((task): readonly Absence[] => [
    {
      name: `tfMRI_${task}`,
      files: new RegExp(`tfMRI_${task}`),
      oneIn: 23,
    },
    {
      name: `tfMRI_${task}_RL`,
      files: new RegExp(`tfMRI_${task}_RL|Results/tfMRI_${task}/|tfMRI_${task}_analysis`),
      oneIn: 41,
    },
  ]);
  const rests = ['REST1', 'REST2'].flatMap((rest): readonly Absence[] => [
    { name: `rfMRI_${rest}`, files: new RegExp(`rfMRI_${rest}`), oneIn: 29 },
    { name: `rfMRI_${rest}_RL`, files: new RegExp(`rfMRI_${rest}_RL`), oneIn: 37 },
  ]);
  return [...tasks, ...rests];
}

const ABSENCES: readonly Absence[] = [
  ...runAbsences(),
  { name: 'Diffusion', files: /Diffusion|T1w_acpc_dc_restore_1\.25/, oneIn: 19 },
];
/** 95 of the 1,113 subjects were scanned with MEG, so lacking it is the rule. */
const MEG: Absence = { name: 'MEG', files: /MEG/, oneIn: 1 };
const STRUCTURAL =
  /^(\.xdlm\/100307_3T_Structural_unproc\.json|unprocessed\/3T\/(T1w_MPR1|T2w_SPC1)\/.*|unprocessed\/3T\/100307_3T\.csv)$/;

/** Whether a subject has the file that is recorded at `path` for 100307. The same for every seed. */
export function fileRule(subject: string): (path: string) => boolean {
  if (subject === REAL_SUBJECT) return () => true;
  if (STRUCTURAL_ONLY.has(subject)) return (path) => STRUCTURAL.test(path);
  const draw = (absence: Absence): boolean =>
    hash32(`${subject} lacks ${absence.name}`) % absence.oneIn === 0;
  const absent = ABSENCES.filter(draw);
  if (hash32(`${subject} has MEG`) % 12 !== 0) absent.push(MEG);
  return (path) => !absent.some((absence) => absence.files.test(path));
}

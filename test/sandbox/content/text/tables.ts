import type { Random } from '../random';
import { fitLines, padded, subjectOf, type TextMaker } from './fit';

/** A column of numbers, one a line. */
export function column(decimals: number, value: (random: Random, row: number) => number): TextMaker {
  return ({ size }, random) => {
    if (size < decimals + 4) return padded(random.unit().toFixed(Math.max(1, size - 3)), size);
    return fitLines(size, '', (row) => value(random, row).toFixed(decimals));
  };
}

/** A matrix of numbers in columns of one width, as `%11.6f` writes them. */
export function matrix(columns: number, width: number, decimals: number, scale: number): TextMaker {
  return ({ size }, random) =>
    fitLines(size, '', () => {
      let line = '';
      for (let at = 0; at < columns; at++) {
        line += (random.normal() * scale).toFixed(decimals).padStart(width);
      }
      return line;
    });
}

/** Whole numbers below a limit, some to a line. */
export function integers(columns: number, limit: number): TextMaker {
  return ({ size }, random) =>
    fitLines(size, '', () => Array.from({ length: columns }, () => String(random.below(limit))).join(' '));
}

/** An event file of a task: onset, duration and weight in seconds. */
export const eventFile: TextMaker = ({ size }, random) => {
  let onset = random.between(6, 12);
  return fitLines(size, '', () => {
    onset += random.between(2, 9);
    const free = Math.min(4, Math.max(0, size - 10));
    return `${onset.toFixed(free)}\t${random.between(1, 9).toFixed(1)}\t1`;
  });
};

/** What a pulse and breathing recorder writes at 400 Hz: trigger, breathing, pulse. */
export const physioLog: TextMaker = ({ size }, random) => {
  const rate = random.between(0.004, 0.006);
  return fitLines(size, '', (row) => {
    const breathing = 2048 + 900 * Math.sin(row * rate) + random.below(60);
    const pulse = 2000 + 700 * Math.sin(row * rate * 5) + random.below(80);
    return `${row % 288 === 0 ? '1' : '0'}\t${String(Math.round(breathing))}\t${String(Math.round(pulse))}`;
  });
};

/** E-Prime's table of a task's run. */
export const eprimeTable: TextMaker = (source, random) => {
  const head =
    'ExperimentName\tSubject\tSession\tTrial\tProcedure\tStim.OnsetTime\tStim.RT\tStim.ACC\tStim.RESP\n';
  let time = random.between(8_000, 20_000);
  return fitLines(source.size, head, (row) => {
    time += random.between(1_500, 4_000);
    const cells = ['TrialProc', time.toFixed(0), random.below(2000), random.below(2), random.below(4) + 1];
    return [source.name.replace(/_run.*/, ''), subjectOf(source), '1', row + 1, ...cells].join('\t');
  });
};

/** The series of an imaging session. */
export const sessionTable: TextMaker = (source, random) => {
  const series = ['Localizer', 'AAHScout', 'AFI', 'BIAS_32CH', 'BIAS_BC', 'FieldMap', 'T1w_MPR1', 'T2w_SPC1'];
  const head = 'Subject,Session,Series,Description,StartTime,CoilTemperature,TableHeight\n';
  return fitLines(source.size, head, (row) => {
    const minute = String((row * 3) % 60).padStart(2, '0');
    const start = `${String(9 + Math.floor(row / 20))}:${minute}:${String(random.below(60)).padStart(2, '0')}`;
    const cells = [series[row % series.length], start, random.between(19, 23).toFixed(2)];
    return [subjectOf(source), '3T', row + 1, ...cells, random.between(90, 130).toFixed(1)].join(',');
  });
};

/** Behavioural measures of a task's run. */
export const taskStats: TextMaker = (source, random) =>
  fitLines(source.size, 'ConditionName,Measure,Value\n', (row) => {
    const measure = row % 2 === 0 ? 'ACC' : 'MEDIAN_RT';
    const value = row % 2 === 0 ? random.unit() : random.between(400, 1600);
    return `${random.pick(['FACE', 'SHAPE', 'BLOCK', '0BK', '2BK'])},${measure},${value.toFixed(3)}`;
  });

/** Group values with a header line. */
export const groupTable: TextMaker = (source, random) =>
  fitLines(source.size, 'Name,Group,Mean,SD,N\n', (row) =>
    [`measure_${String(row + 1)}`, 'S1200', random.normal().toFixed(5), random.unit().toFixed(5), 1113].join(
      ',',
    ),
  );

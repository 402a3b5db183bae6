import { fitLines, padded, subjectOf, type TextMaker } from './fit';

/** A design matrix of FEAT with one regressor: all that a second level of two runs needs. */
export const designMatrix: TextMaker = ({ size }, random) => {
  const height = `${random.between(1, 1.2).toFixed(6)}e+00`;
  const head = `/NumWaves\t1\n/NumPoints\t2\n/PPheights\t\t${height}\n\n/Matrix\n`;
  return padded(`${head}${height}\t\n${height}\t\n`, size);
};

export const designContrast: TextMaker = ({ size }, random) => {
  const effect = random.between(1, 9).toFixed(3);
  const head = `/ContrastName1\tgroup mean\n/NumWaves\t1\n/NumContrasts\t1\n/PPheights\t\t1.000000e+00\n`;
  return padded(`${head}/RequiredEffect\t\t${effect}\n\n/Matrix\n1.000000e+00\n`, size);
};

/** 38 bytes leave room for nothing but the group's number, so few different bodies exist. */
export const designGroup: TextMaker = ({ size }, random) => {
  const group = String(1 + random.below(9));
  return padded(`/NumWaves\t1\n/NumPoints\t2\n\n/Matrix\n${group}\n${group}\n`, size);
};

/** A 4 × 4 transform of FLIRT, near the identity. */
export const flirtMatrix: TextMaker = ({ size }, random) => {
  const decimals = Math.max(0, Math.min(10, Math.floor((size - 24) / 16) - 2));
  const identity = size < 64;
  const cell = (row: number, at: number): string => {
    if (identity) return row === at ? '1' : '0';
    const value = row === 3 ? 0 : random.normal() * (at === 3 ? 2 : 0.01);
    return ((row === at ? 1 : 0) + value).toFixed(decimals);
  };
  return padded(
    [0, 1, 2, 3].map((row) => `${[0, 1, 2, 3].map((at) => cell(row, at)).join(' ')}\n`).join(''),
    size,
  );
};

/** FEAT's settings. */
export const featSettings: TextMaker = (source, random) => {
  const names = ['fmri(tr)', 'fmri(npts)', 'fmri(ndelete)', 'fmri(brain_thresh)', 'fmri(critical_z)'];
  const head = `# FEAT version number\nset fmri(version) 5.98\n\n# Subject ${subjectOf(source)}, ${source.mark}\n`;
  return fitLines(source.size, head, (row) => {
    if (row < names.length) return `set ${names[row] ?? ''} ${random.between(0, 400).toFixed(2)}`;
    const ev = String(Math.floor(row / 4) + 1);
    const settings = [
      `# EV ${ev}`,
      `set fmri(evtitle${ev}) "EV${ev}"`,
      `set fmri(convolve${ev}) ${String(random.below(4))}`,
      `set fmri(phase${ev}) ${random.unit().toFixed(6)}`,
    ];
    return settings[row % 4] ?? '';
  });
};

/** The names of the contrasts, one a line. */
export const contrastNames: TextMaker = ({ size }, random) =>
  fitLines(size, '', () =>
    random.pick(['FACES', 'SHAPES', 'FACES-SHAPES', 'MATH', 'STORY', 'TOM', 'RANDOM', 'REL']),
  );

/** FIX's list of noise components. */
export const componentList: TextMaker = ({ size }, random) => {
  let component = 0;
  let text = '[';
  for (;;) {
    component += 1 + random.below(3);
    const next = `${text === '[' ? '' : ', '}${String(component)}`;
    if (text.length + next.length + 2 > size) break;
    text += next;
  }
  return padded(`${text}]\n`, size);
};

/** Numbers of contrasts or steps, one a line: too short to hold anything of the seed but a digit. */
export const shortNumbers: TextMaker = ({ size }, random) =>
  fitLines(size, '', () => String(1 + random.below(9)));

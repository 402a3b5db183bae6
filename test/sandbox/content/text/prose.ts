import { fitLines, padded, subjectOf, type TextMaker } from './fit';

/** What a processing step writes on its way. */
export const logFile: TextMaker = (source, random) => {
  const steps = ['reading', 'registering', 'resampling', 'smoothing', 'normalizing', 'writing'];
  if (source.size < 60) return padded(`${source.mark} ${String(random.next())} done\n`, source.size);
  let second = random.below(86_400);
  return fitLines(source.size, `# ${subjectOf(source)} ${source.mark}\n`, (row) => {
    second += random.below(90);
    const clock = new Date(Date.UTC(2015, 4, 1) + second * 1000).toISOString().slice(0, 19);
    return `${clock} ${steps[row % steps.length] ?? ''} step ${String(row + 1)}, error ${random.unit().toFixed(6)}`;
  });
};

/** The note that goes with a package. */
export const releaseNotes: TextMaker = (source, random) => {
  const subject = subjectOf(source);
  const head = `${source.name.replace('.txt', '')}\n\nSubject ${subject}, made up for tests (${source.mark}).\n\n`;
  const sentences = [
    'These data were collected at 3 Tesla on a customized Siemens Connectome scanner.',
    'The files hold no measurement of any person.',
    'Use of these data is subject to the data use terms.',
    'See the reference manual for what each file means.',
  ];
  return fitLines(source.size, head, (row) => `${sentences[row % 4] ?? ''} [${random.next().toString(16)}]`);
};

/** Bad channels and segments, triggers and other settings, as MATLAB writes them. */
export const megSettings: TextMaker = (source, random) => {
  const names = ['badsegment.all', 'badchannel.all', 'badchannel.neigh_corr', 'options.resamplefs'];
  return fitLines(source.size, '', (row) => {
    const numbers = [0, 1, 2].map(() => random.below(9000)).join(' ');
    return source.size < 40 ? `x = ${numbers};` : `${names[row % names.length] ?? ''} = [${numbers}];`;
  });
};

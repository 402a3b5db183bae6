import type { TableForm } from './form';
import { linesOf, wordsOf } from './lines';

/** FSL's matrices in text (VEST): settings that begin with a slash, then the rows after `/Matrix`. */
export function vestForm(text: string): TableForm | undefined {
  const settings: string[] = [];
  for (const { text: line, start } of linesOf(text)) {
    if (!line.startsWith('/')) continue;
    if (!line.startsWith('/Matrix')) {
      if (settings.length < 100) settings.push(wordsOf(line.slice(1)).join(' '));
      continue;
    }
    const contrasts = settings.filter((setting) => setting.startsWith('ContrastName'));
    return {
      format: 'FSL VEST',
      between: 'spaces',
      start: start + line.length + 1,
      comment: /^\//,
      names: [],
      description: contrasts.map((contrast) => contrast.replace(/^ContrastName\d*\s*/, '')).join(', '),
    };
  }
  return undefined;
}

import { HCP_500, UNRELATED_100 } from '../subjects';
import type { TextMaker } from './fit';

/** A list of subjects, one a line. The subjects are the same for every seed; their order is not. */
export const subjectList: TextMaker = (source, random) => {
  const ids = source.name === 'UR100.txt' ? UNRELATED_100 : HCP_500;
  const ranked = ids.map((id) => ({ id, rank: random.next() })).sort((left, right) => left.rank - right.rank);
  return ranked.map(({ id }) => `${id}\n`).join('');
};

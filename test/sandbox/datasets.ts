import {
  aabcDerivedTerms,
  aabcTerms,
  hostileMarkup,
  openAccessTerms,
  retestTerms,
} from './portal/termsTexts';

/** One set of data use terms; `html` is what stands in the page, markup included. */
export interface SandboxTerms {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

export interface SandboxDataset {
  readonly id: string;
  readonly title: string;
  readonly terms: readonly SandboxTerms[];
  /** The top folders of the bucket that open when all its terms are accepted. */
  readonly releases: readonly string[];
}

export const datasets: readonly SandboxDataset[] = [
  {
    id: 'HCP_YA',
    title: 'HCP-Young Adult',
    terms: [
      { id: 'N8xq1', title: 'WU-Minn HCP Consortium Open Access Data Use Terms', html: openAccessTerms },
    ],
    releases: ['HCP_1200/', 'HCP_900/', 'HCP/', 'HCP_Resources/'],
  },
  {
    id: 'HCP_Retest',
    title: 'HCP-Young Adult Test-Retest',
    terms: [{ id: 'Rt4Lm', title: 'HCP Test-Retest Data Use Terms', html: retestTerms }],
    releases: ['HCP_Retest/'],
  },
  {
    id: 'AABC',
    title: 'Adult Aging Brain Connectome',
    terms: [
      { id: 'aB7c2', title: 'AABC Data Use Terms', html: aabcTerms },
      { id: 'aB9k5', title: 'AABC Derived Data Use Terms', html: aabcDerivedTerms },
    ],
    releases: [],
  },
];

export function findDataset(id: string): SandboxDataset | undefined {
  return datasets.find((dataset) => dataset.id === id);
}

export function findTerms(id: string): SandboxTerms | undefined {
  return datasets.flatMap((dataset) => dataset.terms).find((terms) => terms.id === id);
}

/** The text of a set of terms as the page shows it; only HCP_Retest's can be hostile. */
export function termsHtml(terms: SandboxTerms, hostile: boolean): string {
  return hostile && terms.id === 'Rt4Lm' ? terms.html + hostileMarkup : terms.html;
}

import prettyBytes from 'pretty-bytes';
import { acknowledgement, citationsUrl } from '../catalog/acknowledgement';
import { releaseOf } from '../catalog/releases';
import { isSubjectId } from '../catalog/subjects';
import { manifestTableName, type DeliveredRow, type DigestKind } from './manifestTable';

/** What the data came from and with. */
export interface Delivery {
  /** Name and version of this program. */
  readonly tool: string;
  /** `s3://bucket`, or the endpoint and the bucket where it is not AWS. */
  readonly origin: string;
}

const checks: Readonly<Record<DigestKind, string>> = {
  'md5-etag': 'by the MD5 digest that the bucket gives for it',
  'md5-manifest': 'by the MD5 digest in HCP’s own manifest',
  size: 'by its size only',
  date: 'as a file of the right size and date that was there before',
};

/**
 * A text for the methods section of a paper, from what a table says was delivered. English only: papers are.
 * @param rows read from end to end, not held
 */
export function methodsText(rows: Iterable<DeliveredRow>, { tool, origin }: Delivery): string {
  const facts = factsOf(rows);
  if (facts.files === 0) return 'Nothing has been delivered yet.\n';
  const paragraphs = [
    'Methods',
    `${whatText(facts)} were downloaded from ${origin} with ${tool}. ${datesText(facts)} ${checksText(facts)} ` +
      `Each file is listed with its size, digest and date in ${manifestTableName}.`,
    'Acknowledgement (the wording that the WU-Minn HCP Open Access Data Use Terms ask for; keep or drop “in part”)',
    acknowledgement,
    `The terms also ask to cite the publications that describe how HCP acquired and processed the data: ${citationsUrl}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

interface Facts {
  readonly files: number;
  readonly bytes: number;
  readonly subjects: number;
  readonly releases: readonly string[];
  /** Of the objects, as `YYYY-MM-DD`. */
  readonly dates: readonly [first: string, last: string];
  readonly kinds: ReadonlyMap<DigestKind, number>;
}

function factsOf(rows: Iterable<DeliveredRow>): Facts {
  const subjects = new Set<string>();
  const releases = new Set<string>();
  const kinds = new Map<DigestKind, number>();
  let files = 0;
  let bytes = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const { key, size, kind, date } of rows) {
    const [top = '', folder = ''] = key.split('/', 2);
    files++;
    bytes += size;
    if (isSubjectId(folder)) subjects.add(folder);
    releases.add(releaseName(top));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    first = Math.min(first, date.getTime());
    last = Math.max(last, date.getTime());
  }
  return {
    files,
    bytes,
    subjects: subjects.size,
    releases: [...releases].sort(),
    dates: files === 0 ? ['', ''] : [day(first), day(last)],
    kinds,
  };
}

function whatText({ files, bytes, subjects, releases }: Facts): string {
  const of = subjects === 0 ? '' : ` of ${counted(subjects, 'subject')}`;
  const kind = releases.length === 1 ? 'release' : 'releases';
  return (
    `Data of the Human Connectome Project (WU-Minn HCP Consortium; ${kind} ${joined(releases)}), ` +
    `${counted(files, 'file')}${of}, ${prettyBytes(bytes)} in all,`
  );
}

function datesText({ dates: [first, last] }: Facts): string {
  return first === last ? `The files are dated ${first}.` : `The files are dated ${first} to ${last}.`;
}

function checksText({ files, kinds }: Facts): string {
  const parts = (Object.keys(checks) as DigestKind[]).flatMap((kind) => {
    const count = kinds.get(kind);
    if (count === undefined) return [];
    return [count === files ? `each ${checks[kind]}` : `${count.toLocaleString('en')} ${checks[kind]}`];
  });
  return `They were checked: ${joined(parts)}.`;
}

/** The folder's name, and what people call it where it is known. */
function releaseName(top: string): string {
  const label = releaseOf(`${top}/`)?.label.split(' · ')[0];
  return label === undefined ? top : `${label} (${top})`;
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

function joined(texts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(texts);
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

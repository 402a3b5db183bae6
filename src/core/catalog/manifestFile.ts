import * as v from 'valibot';

/** MD5 (lower case) by path below the subject's folder. */
export type Manifest = ReadonlyMap<string, string>;

const itemSchema = v.record(v.string(), v.unknown());
/** Reported as `DownloadManifest.Includes`; a bare list is taken as well. */
const manifestSchema = v.union([
  v.pipe(
    v.object({ DownloadManifest: v.object({ Includes: v.array(itemSchema) }) }),
    v.transform((file) => file.DownloadManifest.Includes),
  ),
  v.pipe(
    v.object({ Includes: v.array(itemSchema) }),
    v.transform((file) => file.Includes),
  ),
  v.array(itemSchema),
]);

/**
 * Reads one of HCP's `.xdlm` manifests. The names of an item's fields are not confirmed, so a field is known
 * by its value: 32 hex digits are the MD5, the longest text that holds a slash or a dot is the path. An item
 * with two digests, or two items that disagree, tell nothing. An unreadable file gives an empty manifest.
 */
export function readManifest(text: string, subject: string): Manifest {
  const items = v.safeParse(manifestSchema, tryJson(text));
  const found = new Map<string, { readonly md5: string | undefined; readonly rank: number }>();
  for (const item of items.success ? items.output : []) {
    const values = stringsIn(item);
    const digests = new Set(values.filter(isMd5).map((value) => value.toLowerCase()));
    const [md5] = digests;
    const path = longest(values.filter((value) => !isMd5(value) && /[/.\\]/.test(value)));
    if (md5 === undefined || digests.size > 1 || path === undefined) continue;
    for (const [rank, candidate] of pathsBelow(path, subject).entries()) {
      const other = found.get(candidate);
      if (other === undefined || rank < other.rank) found.set(candidate, { md5, rank });
      else if (rank === other.rank && other.md5 !== md5) found.set(candidate, { md5: undefined, rank });
    }
  }
  return new Map([...found].flatMap(([path, { md5 }]) => (md5 === undefined ? [] : [[path, md5] as const])));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}

function longest(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (a, b) => (a === undefined || b.length > a.length ? b : a),
    undefined,
  );
}

/**
 * What a manifest's path can mean below the subject's folder, likeliest first: the path as it is, and what
 * follows each folder that is named as the subject (FreeSurfer's own folder is, too: `T1w/100307/`).
 */
function pathsBelow(path: string, subject: string): readonly string[] {
  const segments = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  const tails = segments.flatMap((segment, at) =>
    segment === subject ? [segments.slice(at + 1).join('/')] : [],
  );
  return [segments.join('/'), ...tails].filter((candidate) => candidate !== '');
}

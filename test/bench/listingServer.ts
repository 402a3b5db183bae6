import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// A process of its own: a bucket that answers listings of a million keys and nothing else. Signatures are not
// checked.

const folders = 1_000;
const filesPerFolder = 1_000;
const root = 'HCP_1200/';
const count = folders * filesPerFolder;

/** In the order of a listing. */
function keyAt(index: number): string {
  const folder = 100_000 + Math.floor(index / filesPerFolder);
  const file = String(index % filesPerFolder).padStart(4, '0');
  return `${root}${String(folder)}/MNINonLinear/Results/file${file}.dtseries.nii`;
}

/** The first key that is not below `text`. */
function firstFrom(text: string): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyAt(middle) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Comes after every key that begins with `prefix`. */
function beyond(prefix: string): string {
  return `${prefix}\uffff`;
}

interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The key to go on from. */
  readonly next: number | undefined;
}

function pageOf(prefix: string, delimiter: string, from: number, most: number): Page {
  const end = firstFrom(beyond(prefix));
  const keys: string[] = [];
  const prefixes: string[] = [];
  let index = from;
  while (index < end && keys.length + prefixes.length < most) {
    const key = keyAt(index);
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      keys.push(key);
      index += 1;
    } else {
      const common = key.slice(0, cut + 1);
      prefixes.push(common);
      index = firstFrom(beyond(common));
    }
  }
  return { keys, prefixes, next: index < end ? index : undefined };
}

function answer(query: URLSearchParams, response: ServerResponse): void {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('start-after') ?? '';
  const token = query.get('continuation-token');
  const from = token === null ? Math.max(firstFrom(prefix), firstFrom(`${after}\0`)) : Number(token);
  const most = Math.min(Number(query.get('max-keys') ?? 1_000), 1_000);
  const { keys, prefixes, next } = pageOf(prefix, query.get('delimiter') ?? '', from, most);
  const contents = keys.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2018-03-01T12:00:00.000Z</LastModified>` +
      `<ETag>&quot;0123456789abcdef0123456789abcdef&quot;</ETag><Size>1234</Size></Contents>`,
  );
  const common = prefixes.map((one) => `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`);
  const more = next === undefined ? '' : `<NextContinuationToken>${String(next)}</NextContinuationToken>`;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>bench</Name><Prefix>${prefix}</Prefix><KeyCount>${String(keys.length + prefixes.length)}</KeyCount>` +
    `<EncodingType>url</EncodingType><IsTruncated>${String(next !== undefined)}</IsTruncated>${more}` +
    `${contents.join('')}${common.join('')}</ListBucketResult>`;
  response.writeHead(200, { 'Content-Type': 'application/xml', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer((request, response) => {
  answer(new URL(request.url ?? '/', 'http://localhost').searchParams, response);
});
server.listen(0, '127.0.0.1', () => {
  process.send!({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());

import { textAnswer, type Answer } from '../http';
import type { Content, ContentObject } from '../content/catalog';
import { decodeToken, encodeToken } from './continuation';
import { s3Error, type S3Error } from './s3Error';
import { element, parent, xmlDocument } from './xml';

const maximumKeys = 1_000;
/** After every key that begins with what stands before it. */
const last = '\u{10FFFF}';

interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly startAfter: string | undefined;
  readonly token: string | undefined;
  readonly encodes: boolean;
}

interface Page {
  readonly objects: readonly ContentObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/** ListObjectsV2. */
export async function list(
  content: Content,
  bucket: string,
  query: ReadonlyMap<string, string>,
  etag: (object: ContentObject) => Promise<string>,
): Promise<Answer | S3Error> {
  const request = readRequest(query);
  if ('code' in request) return request;
  const after = request.token === undefined ? (request.startAfter ?? '') : decodeToken(request.token);
  if (after === undefined) {
    return s3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  }
  const page = readPage(content, request, after);
  return textAnswer(200, 'application/xml', await toXml(bucket, request, page, etag));
}

function readRequest(query: ReadonlyMap<string, string>): ListRequest | S3Error {
  const maxKeys = Number(query.get('max-keys') ?? maximumKeys);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    return s3Error(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  const encoding = query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url') {
    return s3Error(400, 'InvalidArgument', 'Invalid Encoding Method specified in Request');
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(maxKeys, maximumKeys),
    startAfter: query.get('start-after'),
    token: query.get('continuation-token'),
    encodes: encoding === 'url',
  };
}

/** Walks over the keys, and jumps over what a common prefix stands for. */
function readPage(content: Content, request: ListRequest, start: string): Page {
  const objects: ContentObject[] = [];
  const commonPrefixes: string[] = [];
  if (request.maxKeys === 0) return { objects, commonPrefixes, next: undefined };
  let after = start;
  for (;;) {
    const found = nextEntries(content, request, after);
    for (const entry of found) {
      if (objects.length + commonPrefixes.length === request.maxKeys) {
        return { objects, commonPrefixes, next: after };
      }
      if (typeof entry === 'string') {
        commonPrefixes.push(entry);
        after = entry + last;
      } else {
        objects.push(entry);
        after = entry.key;
      }
    }
    if (!found.jumps) return { objects, commonPrefixes, next: undefined };
  }
}

/** Objects up to the first common prefix, which ends the walk: the caller goes on behind it. */
function nextEntries(content: Content, { prefix, delimiter }: ListRequest, after: string) {
  const entries = {
    jumps: false,
    *[Symbol.iterator](): Generator<ContentObject | string> {
      for (const object of content.objects(prefix, after)) {
        const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
        if (end >= 0) {
          entries.jumps = true;
          yield object.key.slice(0, end + delimiter.length);
          return;
        }
        yield object;
      }
    },
  };
  return entries;
}

async function toXml(
  bucket: string,
  request: ListRequest,
  page: Page,
  etag: (object: ContentObject) => Promise<string>,
): Promise<string> {
  const name = request.encodes ? encodeName : (text: string) => text;
  const contents: string[] = [];
  for (const object of page.objects) {
    contents.push(
      parent('Contents', [
        element('Key', name(object.key)),
        element('LastModified', object.lastModified.toISOString()),
        element('ETag', `"${await etag(object)}"`),
        element('Size', String(object.size)),
        element('StorageClass', 'STANDARD'),
      ]),
    );
  }
  const optional = (tag: string, text: string | undefined) => (text ? [element(tag, text)] : []);
  return xmlDocument(
    'ListBucketResult',
    [
      element('Name', bucket),
      element('Prefix', name(request.prefix)),
      ...optional('Delimiter', name(request.delimiter)),
      ...optional('StartAfter', request.startAfter && name(request.startAfter)),
      ...optional('ContinuationToken', request.token),
      ...optional('NextContinuationToken', page.next && encodeToken(page.next)),
      element('KeyCount', String(page.objects.length + page.commonPrefixes.length)),
      element('MaxKeys', String(request.maxKeys)),
      ...optional('EncodingType', request.encodes ? 'url' : undefined),
      element('IsTruncated', String(page.next !== undefined)),
      ...contents,
      ...page.commonPrefixes.map((prefix) => parent('CommonPrefixes', [element('Prefix', name(prefix))])),
    ],
    ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"',
  );
}

/** AWS's manner of `encoding-type=url`: a space is a plus, a slash stays. */
function encodeName(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

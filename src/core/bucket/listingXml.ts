import { parseXML } from '@aws-sdk/xml-builder';
import { toListPage } from './answers';
import type { ListPage } from './objectStore';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the answer to ListObjectsV2, with the parser of the AWS SDK and without the rest of it.
 * @returns undefined for everything but a plain page: it is for the SDK to say what it is
 */
export function readListing(xml: string): ListPage | undefined {
  try {
    const page = fieldsOf(fieldsOf(parseXML(xml)).ListBucketResult);
    const truncated = textOf(page.IsTruncated);
    if (truncated !== 'true' && truncated !== 'false') return undefined;
    return toListPage({
      $metadata: {},
      Name: textOf(page.Name),
      IsTruncated: truncated === 'true',
      NextContinuationToken: textOf(page.NextContinuationToken),
      EncodingType: textOf(page.EncodingType) === 'url' ? 'url' : undefined,
      Contents: listOf(page.Contents).map((object) => ({
        Key: textOf(object.Key),
        Size: sizeOf(textOf(object.Size)),
        ETag: textOf(object.ETag),
        LastModified: dateOf(textOf(object.LastModified)),
      })),
      CommonPrefixes: listOf(page.CommonPrefixes).map(({ Prefix }) => ({ Prefix: textOf(Prefix) })),
    });
  } catch {
    return undefined;
  }
}

/** An element that comes once is no list. */
function listOf(value: unknown): readonly Fields[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(fieldsOf);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function sizeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

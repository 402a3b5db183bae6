import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContent, type Content, type ContentObject } from '../../sandbox/content/catalog';

export const SUBJECT = 'HCP_1200/100307/';

const folders: string[] = [];
const contents: Content[] = [];

/** A content with a cache folder of its own (removed after all tests), or with one that is given. */
export function freshContent(seed = 'seed one', cacheFolder = newFolder()): Content {
  const content = createContent({ seed, cacheFolder });
  contents.push(content);
  return content;
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hcp-content-'));
  folders.push(folder);
  return folder;
}

// Contents are shared by the tests of a file, and write their digests a moment after these were worked out.
after(async () => {
  for (const content of contents) await content.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The object of subject 100307 at a path. */
export function objectAt(content: Content, path: string): ContentObject {
  const object = content.find(SUBJECT + path);
  if (object === undefined) throw new Error(`No object at ${path}.`);
  return object;
}

/** An object with the name of another one and a size of one's own, to try a kind of file at any size. */
export function resized(content: Content, path: string, size: number): ContentObject {
  return { ...objectAt(content, path), size };
}

export async function bytesOf(
  content: Content,
  object: ContentObject,
  start = 0,
  end = object.size,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.read(object, start, end)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a file is, by the end of its name. */
export function extensionOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const parts = name.split('.').slice(1);
  const last = /^(gz|nii|gii)$/.test(parts.at(-1) ?? '') ? parts.slice(-2) : parts.slice(-1);
  return last.join('.').replace(/\d+/g, '0');
}

/** For each extension the smallest, the middle and the largest object that isn't larger than `limit`. */
export function sampleOf(content: Content, limit: number): readonly ContentObject[] {
  const groups = new Map<string, ContentObject[]>();
  for (const object of content.objects(SUBJECT, '')) {
    if (object.size === 0 || object.size > limit) continue;
    const extension = extensionOf(object.key);
    groups.set(extension, [...(groups.get(extension) ?? []), object]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.sort((left, right) => left.size - right.size);
    return [...new Set([sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!])];
  });
}

import { Undrawable, type Opened } from '../model';
import type { ReadableViewer } from '../viewer';
import { formatJson } from './formatJson';
import { formatXml } from './formatXml';
import { isText, languageOf } from './language';
import { MAX_PICTURE_BYTES, MAX_TEXT_BYTES, SAMPLE_BYTES } from './limits';
import { pictureFacts, pictureOf } from './picture/picture';
import { pictureHead } from './picture/pictureHead';
import { textFacts } from './textFacts';
import { decodeText, readStart } from './textStart';

/**
 * Reads a text, a page or a picture: JSON and XML laid out with an element a line, of a large text the first
 * 2 MB. @throws Undrawable, HcpError
 */
export async function openReadable(opened: Opened): Promise<ReadableViewer> {
  const sample = await readStart(opened, SAMPLE_BYTES);
  if (pictureHead(sample)) return openPicture(opened);
  if (!isText(sample)) throw new Undrawable('noViewer', 'neither text nor a known picture');
  return openText(opened);
}

async function openPicture(opened: Opened): Promise<ReadableViewer> {
  const { size } = opened.source;
  if (size > MAX_PICTURE_BYTES) throw new Undrawable('tooLarge', `${String(size)} bytes`);
  const bytes = await readStart(opened, size);
  return { kind: 'readable', facts: pictureFacts(bytes), content: { kind: 'picture', ...pictureOf(bytes) } };
}

async function openText(opened: Opened): Promise<ReadableViewer> {
  const { path, size } = opened.source;
  const bytes = await readStart(opened, MAX_TEXT_BYTES);
  const { text, encoding } = decodeText(bytes);
  const complete = bytes.length === size;
  return {
    kind: 'readable',
    facts: textFacts({ path, text, encoding, complete }),
    content: contentOf(path, text, complete),
  };
}

/** What is cut off, or is not what its name says, stays as it is. */
function contentOf(path: string, text: string, complete: boolean): ReadableViewer['content'] {
  const language = languageOf(path, text);
  switch (language) {
    case 'html':
      return { kind: 'html', html: text };
    case 'json':
      return { kind: 'text', language, text: (complete ? formatJson(text) : undefined) ?? text, complete };
    case 'xml':
      return { kind: 'text', language, text: (complete ? formatXml(text) : undefined) ?? text, complete };
    case 'plain':
      return { kind: 'text', language, text, complete };
  }
}

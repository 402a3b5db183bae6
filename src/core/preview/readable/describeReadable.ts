import { cardBytes, type Fact, type Opened } from '../model';
import { isText } from './language';
import { SAMPLE_BYTES } from './limits';
import { pictureFacts } from './picture/picture';
import { pictureHead } from './picture/pictureHead';
import { describeOther } from './describeOther';
import { textFacts } from './textFacts';
import { decodeText, readStart } from './textStart';

/** What the first bytes tell of a text or a picture; of anything else, what can be told of that. */
export async function describeReadable(opened: Opened): Promise<readonly Fact[]> {
  const { path, size } = opened.source;
  const bytes = await readStart(opened, cardBytes);
  if (pictureHead(bytes)) return pictureFacts(bytes);
  if (!isText(bytes.subarray(0, SAMPLE_BYTES))) return describeOther(opened);
  return textFacts({ path, ...decodeText(bytes), complete: bytes.length === size });
}

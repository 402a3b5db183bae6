import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('the third-party notices', () => {
  it('have a text for each package and for data of others (after a build)', () => {
    const text = readFileSync(join(__dirname, '../../../THIRD_PARTY_NOTICES.txt'), 'utf8');
    const notices = text.split(`\n${'-'.repeat(80)}\n\n`);
    for (const name of ['@aws-sdk/client-s3 ', '@niivue/niivue ', 'dompurify ', 'react ', "FreeSurfer's "])
      assert.ok(
        notices.some((notice) => notice.startsWith(name)),
        name,
      );
    for (const notice of notices) {
      const [head = '', ...body] = notice.split('\n\n');
      assert.ok(body.join('').trim().length > 100, head);
      assert.match(notice, /copyright|public domain|licen[cs]e/i, head);
    }
  });
});

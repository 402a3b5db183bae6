import assert from 'node:assert/strict';
import { dateText, durationText, filesText, printable, sizeText } from '../../../src/cli/text';

describe('texts of the command', () => {
  it('tells sizes, numbers, times and dates', () => {
    assert.equal(sizeText(0), '0 B');
    assert.equal(sizeText(2_100_000), '2.1 MB');
    assert.equal(filesText(1), '1 file');
    assert.equal(filesText(12_345), '12,345 files');
    assert.equal(durationText(6.6), '0:07');
    assert.equal(durationText(3_599), '59:59');
    assert.equal(durationText(3_723), '1:02:03');
    assert.equal(durationText(-1), '0:00');
    assert.equal(dateText(new Date('2017-03-01T12:34:56Z')), '2017-03-01 12:34');
  });

  it('shows what a hostile name would do to a terminal', () => {
    assert.equal(printable('a\u001b[2Jb'), 'a\\u001b[2Jb');
    assert.equal(printable('a\nb\r\u0000\u007f\u009b'), 'a\\u000ab\\u000d\\u0000\\u007f\\u009b');
    assert.equal(printable('x\u202egpj.exe\u2066\u2028'), 'x\\u202egpj.exe\\u2066\\u2028');
    assert.equal(printable('\ud800'), '\\ud800');
  });

  it('leaves names of every language as they are', () => {
    const name = 'HCP_1200/Größe 脳 🧠 é.nii.gz';
    assert.equal(printable(name), name);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative, isAbsolute, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { Collisions } from '../../../../src/core/transfer/collisions';
import {
  longestName,
  longestPath,
  partName,
  pathBelow,
  segmentsOf,
} from '../../../../src/core/transfer/paths';

const reasonOf = (key: string) => {
  const result = segmentsOf(key);
  return result instanceof HcpError ? `${result.code} ${String(result.facts.reason)}` : 'safe';
};

const hostile: readonly (readonly [string, string])[] = [
  ['../etc/passwd', 'segment'],
  ['HCP_1200/../../x', 'segment'],
  ['HCP_1200/./x', 'segment'],
  ['/etc/passwd', 'segment'],
  ['HCP_1200//x', 'segment'],
  ['', 'segment'],
  ['/', 'segment'],
  ['a//', 'segment'],
  ['a/..\\..\\x', 'character'],
  ['C:/Windows/x', 'character'],
  ['a/b.txt:stream', 'character'],
  ['a/b\0.txt', 'character'],
  ['a/b\n.txt', 'character'],
  ['a/b\u007f', 'character'],
  ['a/<b>', 'character'],
  ['a/"b"', 'character'],
  ['a/b|c', 'character'],
  ['a/b?', 'character'],
  ['a/b*', 'character'],
  ['a/\ud800b', 'character'],
  ['a/CON', 'reserved'],
  ['a/nul.txt', 'reserved'],
  ['a/Com1.tar.gz', 'reserved'],
  ['a/LPT³.x', 'reserved'],
  ['a/aux .txt', 'reserved'],
  ['NUL/a', 'reserved'],
  ['a/b.', 'trailing'],
  ['a/b ', 'trailing'],
  ['a./b', 'trailing'],
  ['a/...', 'trailing'],
  ['.vscode/tasks.json', 'hidden'],
  ['.git/hooks/post-checkout', 'hidden'],
  ['HCP_1200/100307/.GIT/config', 'hidden'],
  ['HCP_1200/git~1/config', 'hidden'],
  [`a/${'x'.repeat(longestName + 1)}`, 'nameTooLong'],
  [`a/${'é'.repeat(128)}`, 'nameTooLong'],
];

const allowed = [
  'HCP_1200/100307/.xdlm/100307_3T_Structural_preproc.json',
  'HCP_1200/100307/MNINonLinear/a[1]+b,c (d) e.nii.gz',
  'HCP_1200/100307/ leading space',
  'HCP_1200/100307/console.txt',
  'HCP_1200/100307/com10',
  'HCP_1200/100307/.gitignore',
  `a/${'x'.repeat(longestName)}`,
  'a/é.txt',
  'folder/marker/',
];

describe('a key as a path', () => {
  for (const [key, reason] of hostile) {
    it(`refuses ${JSON.stringify(key.slice(0, 40))}: ${reason}`, () => {
      assert.equal(reasonOf(key), `disk.unsafeName ${reason}`);
    });
  }

  for (const key of allowed) {
    it(`takes ${JSON.stringify(key.slice(0, 60))} as it is`, () => {
      assert.deepEqual(segmentsOf(key), key.replace(/\/$/, '').split('/'));
    });
  }

  it('takes every key of a real subject as it is, and finds no collision among them', () => {
    const file = join(__dirname, '../../../sandbox/data/subject-100307.tsv.gz');
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
    const keys = lines.map((line) => `HCP_1200/100307/${line.split('\t')[0]!}`).sort();
    const collisions = new Collisions();
    assert.equal(keys.length, 17_389);
    for (const key of keys) {
      const segments = segmentsOf(key);
      assert.ok(!(segments instanceof HcpError), key);
      assert.equal(segments.join('/'), key.replace(/\/$/, ''));
      assert.equal(collisions.add(segments, key.endsWith('/')), false, key);
    }
  });

  it('never leads out of the target, whatever the key', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        '/',
        '\\',
        '//',
        'C:',
        '~',
        '\0',
        'a',
        '.git',
        'NUL',
        '...',
        '%2e%2e',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const key = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('/'));
    fc.assert(
      fc.property(key, (text) => {
        const segments = segmentsOf(text);
        if (segments instanceof HcpError) return;
        const path = pathBelow('/target/folder', segments);
        if (path instanceof HcpError) return;
        const inside = relative('/target/folder', path);
        assert.ok(inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..');
        assert.equal(inside, text.replace(/\/$/, ''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('refuses a path that some system can’t hold', () => {
    const segments = Array.from({ length: 10 }, () => 'x'.repeat(100));
    const result = pathBelow('/target/of/the/download', segments);
    assert.ok(HcpError.is(result, 'disk.nameTooLong'));
    assert.ok(!(pathBelow('/t', segments) instanceof HcpError));
    assert.ok(Buffer.byteLength(pathBelow('/t', segments) as string) <= longestPath);
  });

  it('gives an unfinished file a hidden name that is never too long', () => {
    assert.equal(partName('a.nii.gz', 'ab12'), '.a.nii.gz.ab12.hcp-part');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
        const part = partName(name, '01234567');
        assert.ok(Buffer.byteLength(part) <= longestName);
        assert.ok(part.startsWith('.') && part.endsWith('.01234567.hcp-part'));
      }),
    );
  });
});

describe('Collisions', () => {
  const check = (...keys: readonly string[]) => {
    const collisions = new Collisions();
    return keys.filter((key) => collisions.add(key.replace(/\/$/, '').split('/'), key.endsWith('/')));
  };

  it('finds names that differ by case or Unicode form only', () => {
    assert.deepEqual(check('r/A.txt', 'r/a.txt', 'r/b.txt'), ['r/a.txt']);
    assert.deepEqual(check('r/T1w/a', 'r/T1w/b', 'r/t1w/c'), ['r/t1w/c']);
    assert.deepEqual(check('r/e\u0301', 'r/\u00e9'), ['r/\u00e9']);
  });

  it('finds a name that is both file and folder', () => {
    assert.deepEqual(check('r/a', 'r/a/b'), ['r/a/b']);
    assert.deepEqual(check('r/a', 'r/a/'), ['r/a/']);
    assert.deepEqual(check('r/a/', 'r/a/b', 'r/a/c/d'), []);
  });

  it('keeps folders apart', () => {
    assert.deepEqual(check('1/x/A', '1/y/a', '2/x/a'), []);
  });
});

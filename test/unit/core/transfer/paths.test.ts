import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative, isAbsolute, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { Collisions } from '../../../../src/core/transfer/collisions';
import { longestPath, partName, pathBelow, segmentsOf } from '../../../../src/core/transfer/paths';
import { hashedName, longestName } from '../../../../src/core/transfer/safeName';
import { inBucketOrder } from '../../../../src/core/transfer/sources';

/** The path of a key, with every hash as `#`. */
const placeOf = (key: string, kind?: 'file' | 'folder') => {
  const { segments, renamed } = segmentsOf(key, kind);
  assert.equal(renamed, true);
  return segments.join('/').replace(/~[0-9a-f]{8}(?=\.|\/|$)/g, '~#');
};

const hostile: readonly (readonly [string, string])[] = [
  ['../etc/passwd', '_~#/etc/passwd'],
  ['HCP_1200/../../x', 'HCP_1200/_~#/_~#/x'],
  ['HCP_1200/./x', 'HCP_1200/_~#/x'],
  ['/etc/passwd', '_~#/etc/passwd'],
  ['HCP_1200//x', 'HCP_1200/_~#/x'],
  ['', '_~#'],
  ['/', '_~#'],
  ['a//', 'a/_~#'],
  ['a/..\\..\\x', 'a/.~#._.._x'],
  ['C:/Windows/x', 'C_~#/Windows/x'],
  ['a/b.txt:stream', 'a/b~#.txt_stream'],
  ['a/b\0.nii.gz', 'a/b_~#.nii.gz'],
  ['a/b\n.txt', 'a/b_~#.txt'],
  ['a/b\u007f', 'a/b_~#'],
  ['a/<b>', 'a/_b_~#'],
  ['a/"b"', 'a/_b_~#'],
  ['a/b|c', 'a/b_c~#'],
  ['a/b?', 'a/b_~#'],
  ['a/b*', 'a/b_~#'],
  ['a/\ud800b', 'a/_b~#'],
  ['a/txt.\u202eexe', 'a/txt~#._exe'],
  ['a/.g\u200cit/config', 'a/.g_it~#/config'],
  ['a/CON', 'a/CON~#'],
  ['a/nul.txt', 'a/nul~#.txt'],
  ['a/Com1.tar.gz', 'a/Com1~#.tar.gz'],
  ['a/LPT³.x', 'a/LPT³~#.x'],
  ['a/aux .txt', 'a/aux ~#.txt'],
  ['NUL/a', 'NUL~#/a'],
  ['a/b.', 'a/b~#'],
  ['a/b.txt. .', 'a/b~#.txt'],
  ['a/b ', 'a/b~#'],
  ['a./b', 'a~#/b'],
  ['a/...', 'a/_~#'],
  ['.vscode/tasks.json', '_vscode~#/tasks.json'],
  ['.hcp/1.journal', '_hcp~#/1.journal'],
  ['.HCP/1.journal', '_HCP~#/1.journal'],
  ['hcp-manifest.tsv', 'hcp_manifest~#.tsv'],
  ['HCP-Manifest.TSV', 'HCP_Manifest~#.TSV'],
  ['.git/hooks/post-checkout', '_git~#/hooks/post-checkout'],
  ['HCP_1200/100307/.GIT/config', 'HCP_1200/100307/_GIT~#/config'],
  ['HCP_1200/git~1/config', 'HCP_1200/git~1~#/config'],
  ['HCP~1/ab12.journal', 'HCP~1~#/ab12.journal'],
  ['a/LONGNA~1.GZ', 'a/LONGNA~1~#.GZ'],
  ['a/b~1', 'a/b~1~#'],
  ['a/.x.01234567.hcp-part', 'a/.x~#.01234567_hcp-part'],
  ['a/b~01234567.txt', 'a/b~01234567~#.txt'],
  [`a/${'x'.repeat(300)}.nii.gz`, `a/${'x'.repeat(239)}~#.nii.gz`],
  [`a/con.${'x'.repeat(300)}`, `a/con_${'x'.repeat(242)}~#`],
  [`a/${'é'.repeat(128)}`, `a/${'é'.repeat(123)}~#`],
];

const allowed = [
  'HCP_1200/100307/.xdlm/100307_3T_Structural_preproc.json',
  'HCP_1200/100307/MNINonLinear/a[1]+b,c (d) e.nii.gz',
  'HCP_1200/100307/ leading space',
  'HCP_1200/100307/console.txt',
  'HCP_1200/100307/com10',
  'HCP_1200/100307/.gitignore',
  'HCP_1200/hcp-manifest.tsv',
  'HCP_1200/.hcp/x',
  'a/version~2_0.txt',
  'a/longer-than-8~1',
  `a/${'x'.repeat(longestName)}`,
  'a/é.txt',
  'folder/marker/',
];

/** Hostile keys that like to meet. */
const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '\\',
    'C:',
    '~',
    '\0',
    'a',
    'A',
    'a?',
    'a*',
    'a_',
    '.git',
    '.GIT',
    'NUL',
    'nul.x',
  ),
  fc.constantFrom(
    '...',
    '%2e%2e',
    ' ',
    'e\u0301',
    '\u00e9',
    'E\u0301',
    'ß',
    'ẞ',
    'SS',
    '.hcp',
    'hcp-manifest.tsv',
    'K',
  ),
  fc.constantFrom(
    ...['a?', 'a', '', 'A'].flatMap((of) => [8, 16, 64].map((digits) => hashedName(of, false, digits))),
  ),
  fc.constantFrom(partName('a', '01234567'), 'x'.repeat(260), `${'x'.repeat(259)}y`),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const hostileKey = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '/'))
  .map(([pieces, end]) => pieces.join('/') + end);
const fold = (name: string) => name.normalize('NFD').toUpperCase().normalize('NFD');

describe('a key as a path', () => {
  for (const [key, place] of hostile) {
    it(`gives ${JSON.stringify(key.slice(0, 40))} a safe name`, () => {
      assert.equal(placeOf(key), place);
    });
  }

  for (const key of allowed) {
    it(`takes ${JSON.stringify(key.slice(0, 60))} as it is`, () => {
      assert.deepEqual(segmentsOf(key), { segments: key.replace(/\/$/, '').split('/'), renamed: false });
    });
  }

  it('puts a file whose key ends in a slash into that folder', () => {
    assert.equal(placeOf('a/b/', 'file'), 'a/b/_~#');
  });

  it('marks a name with the hash of what it stands for', () => {
    assert.deepEqual(segmentsOf('a/b?.txt').segments, ['a', 'b_~dbbdb2e3.txt']);
  });

  it('takes every key of a real subject as it is, and finds no collision among them', () => {
    const file = join(__dirname, '../../../sandbox/data/subject-100307.tsv.gz');
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
    const keys = lines.map((line) => `HCP_1200/100307/${line.split('\t')[0]!}`).sort();
    const collisions = new Collisions();
    assert.equal(keys.length, 17_389);
    for (const key of keys) {
      const kind = key.endsWith('/') ? 'folder' : 'file';
      const own = { segments: key.replace(/\/$/, '').split('/'), renamed: false };
      assert.deepEqual(segmentsOf(key), own);
      assert.deepEqual(collisions.place(key, kind), own);
    }
  });

  it('never leads out of the target, into its bookkeeping, or to a name that some system can’t hold', () => {
    fc.assert(
      fc.property(hostileKey, (key) => {
        const { segments, renamed } = segmentsOf(key);
        assert.deepEqual(segmentsOf(key).segments, segments);
        assert.equal(renamed, segments.join('/') !== key.replace(/\/$/, ''));
        for (const segment of segments) {
          // eslint-disable-next-line no-control-regex -- that there are none is what it tests
          assert.doesNotMatch(segment, /[\u0000-\u001f<>:"/\\|?*]|[. ]$|^$/);
          assert.doesNotMatch(segment, /^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)|^\.git$|\.hcp-part$/i);
          assert.ok(Buffer.byteLength(segment) <= longestName);
        }
        assert.doesNotMatch(segments[0]!, /^\.|^hcp-manifest/i);
        const path = pathBelow('/target/folder', segments);
        if (path instanceof HcpError) return;
        const inside = relative('/target/folder', path);
        assert.ok(inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..');
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
  const place = (...keys: readonly string[]) => {
    const collisions = new Collisions();
    return keys.map((key) => {
      const { segments } = collisions.place(key, key.endsWith('/') ? 'folder' : 'file');
      return segments.join('/').replace(/~[0-9a-f]{8}(?=\.|\/|$)/g, '~#');
    });
  };

  it('keeps names apart that differ by case or Unicode form only', () => {
    assert.deepEqual(place('r/A.txt', 'r/a.txt', 'r/b.txt'), ['r/A.txt', 'r/a~#.txt', 'r/b.txt']);
    assert.deepEqual(place('r/T1w/a', 'r/T1w/b', 'r/t1w/a', 'r/t1w/b'), [
      'r/T1w/a',
      'r/T1w/b',
      'r/t1w~#/a',
      'r/t1w~#/b',
    ]);
    assert.deepEqual(place('r/e\u0301', 'r/\u00e9'), ['r/e\u0301', 'r/\u00e9~#']);
  });

  it('keeps a file and a folder of the same name apart', () => {
    assert.deepEqual(place('r/a', 'r/a/b', 'r/a/c'), ['r/a', 'r/a~#/b', 'r/a~#/c']);
    assert.deepEqual(place('r/a', 'r/a/'), ['r/a', 'r/a~#']);
    assert.deepEqual(place('r/a/', 'r/a/b', 'r/a/c/d'), ['r/a', 'r/a/b', 'r/a/c/d']);
    const three = place('r/A', 'r/a', 'r/a/b');
    assert.deepEqual(three.slice(0, 2), ['r/A', 'r/a~#']);
    assert.match(three[2]!, /^r\/a~[0-9a-f]{16}\/b$/);
  });

  it('takes names of different folders as they are', () => {
    assert.deepEqual(place('1/x/A', '1/y/a', '2/x/a'), ['1/x/A', '1/y/a', '2/x/a']);
  });

  it('keeps names apart in a folder of a hundred thousand, in a few bytes a name', () => {
    const collisions = new Collisions();
    const before = process.memoryUsage();
    const numbers = Array.from({ length: 100_000 }, (_none, index) => String(index).padStart(6, '0'));
    const upper = numbers.map((number) => collisions.place(`r/F${number}`, 'file').segments[1]);
    assert.deepEqual(
      upper,
      numbers.map((number) => `F${number}`),
    );
    const lower = new Set(numbers.map((number) => collisions.place(`r/f${number}`, 'file').segments[1]));
    assert.equal(lower.size, numbers.length);
    assert.ok([...lower].every((name) => /^f\d{6}~[0-9a-f]{8}$/.test(name!)));
    const { arrayBuffers } = process.memoryUsage();
    assert.ok(arrayBuffers - before.arrayBuffers < 20_000_000, String(arrayBuffers - before.arrayBuffers));
  });

  it('gives no two keys of a bucket the same place, on no system', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileKey, { maxLength: 30 }), fc.boolean(), (unsorted, bytes) => {
        const keys = unsorted.sort(inBucketOrder);
        const collisions = new Collisions();
        const again = new Collisions();
        const taken = new Map<string, string>();
        for (const key of keys) {
          const kind = key.endsWith('/') && !bytes ? 'folder' : 'file';
          const { segments } = collisions.place(key, kind);
          assert.deepEqual(again.place(key, kind).segments, segments);
          const raw = kind === 'folder' ? key.replace(/\/$/, '') : key;
          for (let depth = 1; depth <= segments.length; depth++) {
            const isFile = kind === 'file' && depth === segments.length;
            const part = raw.split('/').slice(0, depth).join('/');
            const what = `${isFile ? 'file' : 'folder'} ${part} as ${segments.slice(0, depth).join('/')}`;
            const folded = segments.slice(0, depth).map(fold).join('/');
            assert.equal(taken.get(folded) ?? what, what);
            taken.set(folded, what);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

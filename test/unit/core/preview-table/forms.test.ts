import assert from 'node:assert/strict';
import { describeTable } from '../../../../src/core/preview/table/describeTable';
import { openTable } from '../../../../src/core/preview/table/openTable';
import { openedOf } from './memory';

const open = (path: string, text: string, beside: Readonly<Record<string, string>> = {}) =>
  openTable(openedOf(path, text, beside));
const numbers = (rows: number, columns: number): string =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column) => `${String(row * columns + column)}.5`).join('  '),
  ).join('\n');

describe('preview tables: forms', () => {
  it('motion parameters are translations, rotations and their changes, a volume a row', async () => {
    const table = await open('s/Movement_Regressors.txt', `${numbers(20, 12)}\n`);
    assert.equal(table.rows, 20);
    assert.deepEqual(
      table.columns.slice(2, 5).map(({ name, unit }) => [name, unit]),
      [['trans_z', 'mm'], ['rot_x', '°'], ['rot_y', '°']], // prettier-ignore
    );
    assert.ok(table.chart?.kind === 'lines');
    assert.deepEqual(
      table.chart.groups.map(({ title, unit, columns }) => [title, unit, columns]),
      [
        ['translation', 'mm', [0, 1, 2]],
        ['rotation', '°', [3, 4, 5]],
        ['translationChange', 'mm', [6, 7, 8]],
        ['rotationChange', '°', [9, 10, 11]],
      ],
    );
    assert.deepEqual([...table.column(1)].slice(0, 2), [1.5, 13.5]);
    assert.deepEqual(table.page({ first: 19, count: 5 })[0]?.slice(0, 2), ['228.5', '229.5']);
  });

  it('a physio log has 400 rows a second: trigger, respiration, pulse', async () => {
    const table = await open('tfMRI_WM_LR_Physio_log.txt', '1\t2048\t1999\n'.repeat(30));
    assert.ok(table.chart?.kind === 'lines');
    assert.deepEqual(table.chart.x, { label: 'time', unit: 's', step: 0.0025, start: 0 });
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      ['trigger', 'respiration', 'pulse'],
    );
  });

  it('event files are events, of one row too', async () => {
    for (const text of ['11.04\t12\t1\n', '11.04 12 1\r\n71.5 12 1\r\n']) {
      const table = await open('a/EVs/lh.txt', text);
      assert.deepEqual(table.chart, { kind: 'events', onset: 0, duration: 1, amplitude: 2 });
      assert.deepEqual(
        [table.columns[0]?.name, table.columns[1]?.unit, table.column(2)[0]],
        ['onset', 's', 1],
      );
    }
  });

  it('FreeSurfer stats take names and units from their header', async () => {
    const text = `# Title Segmentation Statistics
# TableCol  1 ColHeader Index
# TableCol  1 Units     NA
# TableCol  3 ColHeader Volume_mm3
# TableCol  3 Units     mm^3
# ColHeaders  Index StructName Volume_mm3
  1  Left-Lateral-Ventricle  5432.1
  2  Left-Hippocampus  4001.0
`;
    const table = await open('stats/aseg.stats', text);
    assert.deepEqual(table.columns, [
      { name: 'Index', numeric: true },
      { name: 'StructName', numeric: false },
      { name: 'Volume_mm3', unit: 'mm^3', numeric: true },
    ]);
    assert.deepEqual(table.chart, { kind: 'bars', label: 1, value: 2 });
    assert.deepEqual(table.facts, [
      { id: 'format', value: 'FreeSurfer stats' },
      { id: 'rows', value: '2' },
      { id: 'columns', value: '3' },
      { id: 'description', value: 'Title Segmentation Statistics' },
    ]);
  });

  it('b-values and directions are one table, whichever is opened', async () => {
    const [bvals, bvecs] = ['5 1000 2000\n', '0 1 0\n0 0 2\n0 0 0\n'];
    for (const [name, text, other] of [
      ['bvals', bvals, { bvecs }],
      ['bvecs', bvecs, { bvals }],
      ['x_dir95_LR.bval', bvals, { 'x_dir95_LR.bvec': bvecs }],
    ] as const) {
      const table = await open(`Diffusion/${name}`, text, other);
      assert.ok(table.chart?.kind === 'shells', name);
      assert.deepEqual(table.chart.diffusion, {
        bvals: [5, 1000, 2000],
        directions: [[0, 0, 0], [1, 0, 0], [0, 1, 0]], // prettier-ignore
      });
      assert.deepEqual(table.page({ first: 1, count: 1 }), [['1', '1000', '1.0000', '0.0000', '0.0000']]);
    }
    const alone = await open('bvals', bvals, { bvecs: '0 1\n0 0\n0 0\n' });
    assert.ok(alone.chart?.kind === 'shells' && alone.chart.diffusion.directions.length === 0);
  });

  it('FSL matrices begin after their settings', async () => {
    const text = '/NumWaves\t2\n/NumPoints\t3\n/PPheights\t1 1\n\n/Matrix\n1e+00\t0\n1\t2.5\n-1\t0\n';
    const table = await open('x.feat/design.mat', text);
    assert.deepEqual([table.rows, table.columns.length, [...table.column(1)]], [3, 2, [0, 2.5, 0]]);
    assert.deepEqual(await describeTable(openedOf('x.feat/design.con', `/ContrastName1\tFACES\n${text}`)), [
      { id: 'format', value: 'FSL VEST' },
      { id: 'rows', value: '3' },
      { id: 'columns', value: '2' },
      { id: 'description', value: 'FACES' },
    ]);
  });

  it('CSV and TSV keep quoted cells whole', async () => {
    const csv = await open('a.csv', 'Name,"Note, long",N\r\n"a ""b""","x\ny",1\r\nc,,2\r\n');
    assert.deepEqual(
      csv.columns.map(({ name, numeric }) => [name, numeric]),
      [['Name', false], ['Note, long', false], ['N', true]], // prettier-ignore
    );
    assert.deepEqual(csv.page({ first: 0, count: 9 }), [['a "b"', 'x\ny', '1'], ['c', '', '2']]); // prettier-ignore
    const tab = await open('WM_run1_TAB.txt', 'C:\\exp\\wm.edat\nA\tB C\tD\n1\tx, y\t2\n');
    assert.deepEqual([tab.columns[1]?.name, tab.page({ first: 0, count: 1 })], ['B C', [['1', 'x, y', '2']]]);
    const semicolons = await open('b.csv', 'x;y\n1;2\n3;4\n');
    assert.deepEqual([...semicolons.column(1)], [2, 4]);
  });

  it('E-Prime tables in UTF-16 are read', async () => {
    const text = Buffer.from('\ufeffSubject\tTrial.RT\n100307\t512\n100307\t498\n', 'utf16le');
    const table = await openTable(openedOf('REC_run1_TAB.txt', text));
    assert.deepEqual(
      [[...table.column(1)], table.facts.at(-1)],
      [[512, 498], { id: 'encoding', value: 'UTF-16LE' }],
    );
  });

  it('what is above the rows is no row: a line of words, a header, comments', async () => {
    const map = await open(
      'eddy.eddy_outlier_map',
      `One row per scan, one column per slice.\n${numbers(5, 4)}\n`,
    );
    assert.equal(map.rows, 5);
    const named = await open('t.txt', `subject score\n${numbers(3, 2)}\n`);
    assert.deepEqual([named.columns.map(({ name }) => name), named.rows], [['subject', 'score'], 3]);
    const noted = await open('t.txt', `% made today\n# x y\n${numbers(3, 2)}\n# end\n`);
    assert.deepEqual([noted.columns.map(({ name }) => name), noted.rows], [['x', 'y'], 3]);
  });

  it('prose, lists of words and single numbers are no tables', async () => {
    const texts: Readonly<Record<string, string>> = {
      'Contrasts.txt': 'FACES\nSHAPES\nFACES-SHAPES\n',
      'notes.txt': 'These data were collected at 3 Tesla.\nThey hold 12 files.\n',
      'Movement_RelativeRMS_mean.txt': '0.0812345\n',
      '.fix': '[1, 2, 5, 7]\n',
      'design.fsf': 'set fmri(tr) 0.72\nset fmri(npts) 176\n',
      'talairach.xfm': 'MNI Transform File\nLinear_Transform =\n1 0 0 1\n0 1 0 2\n0 0 1 3;\n',
      'log.txt': '2015-05-01 reading step 1, error 0.1\n2015-05-02 writing step 2, error 0.2\n',
      'empty-lines.txt': '\n\n\n',
      'curv.stats': '# curvature\nRaw mean 0.1\n',
    };
    for (const [name, text] of Object.entries(texts)) {
      await assert.rejects(open(name, text), { reason: 'notTheFormat' }, name);
    }
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TermsLedger } from '../../../src/host/panels/ledger';
import { ledgerJson, ledgerPage } from '../../../src/host/panels/ledgerPage';
import { digestOf } from '../../../src/host/panels/snapshot';
import { StateMemory } from './stateMemory';

const html = 'Terms of <b>2013</b>.\nClause ümlaut.';
const acceptance = {
  datasetIds: ['HCP_YA', 'HCP_Retest'],
  termsId: 'N8xq1',
  title: 'Open Access Terms',
  digest: digestOf(html),
  acceptedAt: '2026-01-02T03:04:05.000Z',
  userName: 'anna',
  portal: 'https://balsa.wustl.edu',
};
const facts = { tool: 'HCP Explorer 1.2.3', exportedAt: new Date('2026-11-23T10:00:00Z') };

describe('the ledger of accepted terms', () => {
  let folder: string;
  let texts: string;
  let state: StateMemory;
  const open = () => new TermsLedger(state, texts);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-ledger-'));
    texts = join(folder, 'terms');
    state = new StateMemory();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps each text once, under its hash', async () => {
    await open().add(acceptance, html);
    await open().add({ ...acceptance, userName: 'bert' }, html);
    assert.deepEqual(await readdir(texts), [`${acceptance.digest}.html`]);
    const entries = await open().entries();
    assert.deepEqual(
      entries.map((entry) => [entry.acceptance.userName, entry.html]),
      [
        ['anna', html],
        ['bert', html],
      ],
    );
  });

  it('does not take a file that was changed for the accepted text', async () => {
    await open().add(acceptance, html);
    await writeFile(join(texts, `${acceptance.digest}.html`), 'other terms');
    assert.deepEqual(await open().entries(), [{ acceptance, html: undefined }]);
  });

  it('notes the acceptance when the disk keeps no text', async () => {
    await writeFile(texts, 'in the way');
    await assert.rejects(open().add(acceptance, html));
    assert.deepEqual(await open().entries(), [{ acceptance, html: undefined }]);
  });

  it('is empty once it was cleared', async () => {
    await open().add(acceptance, html);
    await open().clear();
    assert.deepEqual(await open().entries(), []);
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('the exported ledger', () => {
  it('has a table of the acceptances, then each text once', () => {
    const other = { ...acceptance, userName: 'bert' };
    const page = ledgerPage(
      [acceptance, other].map((one) => ({ acceptance: one, text: 'Terms of 2013.' })),
      facts,
    );
    assert.equal(page.split('<pre>Terms of 2013.</pre>').length, 2);
    assert.match(page, /<td>2026-01-02 03:04 UTC<\/td><td>anna<\/td><td>Open Access Terms \(N8xq1\)<\/td>/);
    assert.match(page, /<td>bert<\/td>/);
    assert.ok(page.includes(`<h2 id="${acceptance.digest}">`));
    assert.match(page, /HCP Explorer 1\.2\.3/);
  });

  it('says when a text was not kept', () => {
    const entries = [{ acceptance, text: undefined }];
    assert.match(ledgerPage(entries, facts), /The text was not kept in this editor/);
    const { acceptances } = JSON.parse(ledgerJson(entries, facts)) as { acceptances: unknown[] };
    assert.deepEqual(acceptances, [{ ...acceptance, text: null }]);
  });

  it('shows what the portal sent as plain text only', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">';
    const page = ledgerPage(
      [
        {
          acceptance: { ...acceptance, title: hostile, userName: hostile, datasetIds: [hostile] },
          text: hostile,
        },
      ],
      facts,
    );
    assert.doesNotMatch(page, /<script|<img/);
    assert.match(page, /&lt;script&gt;/);
  });
});

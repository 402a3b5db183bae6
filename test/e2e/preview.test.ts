import assert from 'node:assert/strict';
import { accessibilityProblems } from './axe';
import { pairOf, pasteKeys, startWithKeys } from './person';
import { scene } from './scene';
import { until } from './until';

/** High enough for every row of the folders that are opened. */
const tall = { width: 1280, height: 2600 };
const usual = { width: 1280, height: 860 };

interface Example {
  readonly folder: readonly string[];
  readonly file: string;
  /** What the page says of itself. */
  readonly shows: string;
  readonly drawn?: RegExp;
}

const subject = ['HCP_1200', '100307'];
const largeSeries: Example = {
  folder: [...subject, 'MNINonLinear', 'Results', 'rfMRI_REST1_LR'],
  file: 'rfMRI_REST1_LR_Atlas.dtseries.nii',
  shows: 'surface',
  drawn: /^surface/,
};
const examples: Readonly<Record<string, Example>> = {
  volume: {
    folder: [...subject, 'T1w'],
    file: 'T1w_acpc_dc_restore_brain.nii.gz',
    shows: 'volume',
    drawn: /^volume/,
  },
  labels: { folder: [...subject, 'T1w'], file: 'aparc+aseg.nii.gz', shows: 'volume', drawn: /^volume/ },
  diffusion: {
    folder: [...subject, 'T1w', 'Diffusion'],
    file: 'data.nii.gz',
    shows: 'volume',
    drawn: /^volume/,
  },
  shells: {
    folder: [...subject, 'T1w', 'Diffusion'],
    file: 'bvals',
    shows: 'table',
    drawn: /^(table|shells)/,
  },
  surface: {
    folder: [...subject, 'MNINonLinear', 'fsaverage_LR32k'],
    file: '100307.L.midthickness.32k_fs_LR.surf.gii',
    shows: 'surface',
    drawn: /^surface/,
  },
  scalar: {
    folder: [...subject, 'MNINonLinear', 'fsaverage_LR32k'],
    file: '100307.ArealDistortion_FS.32k_fs_LR.dscalar.nii',
    shows: 'surface',
    drawn: /^surface/,
  },
  links: {
    folder: [...subject, 'MNINonLinear', 'fsaverage_LR32k'],
    file: '100307.32k_fs_LR.wb.spec',
    shows: 'links',
    drawn: /^links/,
  },
  series: largeSeries,
  motion: {
    folder: [...subject, 'MNINonLinear', 'Results', 'rfMRI_REST1_LR'],
    file: 'Movement_Regressors.txt',
    shows: 'table',
    drawn: /^(table|lines)/,
  },
  json: {
    folder: [...subject, '.xdlm'],
    file: '100307_3T_Diffusion_preproc.json',
    shows: 'text',
    drawn: /^text/,
  },
};

describe('the preview', () => {
  const main = scene('preview');

  /** Opens the folders and clicks the file. */
  async function click({ folder, file }: Pick<Example, 'folder' | 'file'>): Promise<void> {
    const { page, workbench } = main.stage;
    // An image that is drawn by software takes long to fill the tall window.
    await workbench.command('View: Close All Editors');
    await page.setViewportSize(tall);
    const [release = '', ...below] = folder;
    await workbench.explorer.openPath(
      release,
      ...below.map((name) => new RegExp(`^\\s*${escaped(name)}\\s*$`)),
    );
    await workbench.explorer.row(new RegExp(`^\\s*${escaped(file)}`)).click();
    // Rows out of sight are not in the page: the next file needs the room.
    const [, , top] = folder;
    if (top !== undefined) await workbench.explorer.close(new RegExp(`^\\s*${escaped(top)}\\s*$`));
    await page.setViewportSize(usual);
  }

  before(async () => {
    await startWithKeys(main.stage, 'ready');
  });

  for (const [name, example] of Object.entries(examples)) {
    it(`shows a file of the kind "${name}"`, async () => {
      const { preview } = main.stage.workbench;
      await click(example);
      await preview.shown(example.file, example.shows);
      if (example.drawn) assert.match(await preview.drawn(), example.drawn);
      await main.shot(name);
      assert.deepEqual(await accessibilityProblems(preview.body), []);
    });
  }

  it('reads little of a large file, in ranges', async () => {
    const { sandbox, workbench } = main.stage;
    const { folder, file } = largeSeries;
    const key = [...folder, file].join('/');
    await click(largeSeries);
    await workbench.preview.shown(file, 'surface');
    await workbench.preview.drawn();
    const lengths = sandbox.control
      .requests()
      .filter(({ operation, name }) => operation === 'get' && name === key)
      .map(({ range }) => lengthOf(range));
    assert.ok(lengths.length > 0);
    const sum = lengths.reduce((all, one) => all + one, 0);
    assert.ok(sum <= 1_000_000, `${String(sum)} bytes of 439 MB`);
  });

  it('reads nothing more once the account is closed, says so, and goes on with a new pair', async () => {
    const { sandbox, workbench } = main.stage;
    const { preview } = workbench;
    const { folder, file } = examples.diffusion!;
    const reads = (): number =>
      sandbox.control
        .requests()
        .filter(({ operation, name }) => operation === 'get' && name === [...folder, file].join('/')).length;
    await click(examples.diffusion!);
    await preview.shown(file, 'volume');
    await preview.drawn();
    await workbench.command('HCP: Sign Out');
    await workbench.dialog.box.first().waitFor();
    await workbench.dialog.answer(/^Sign Out/);
    await preview.frame.getByText('nothing more of the file is read').first().waitFor();
    assert.equal(await preview.drawn(), 'volume', 'what was drawn stays');
    const before = reads();
    const missing = preview.frame.getByText('There is no AWS key pair yet');
    // What was read ahead is still shown.
    await until('a volume is not there', async () => {
      if (await missing.isVisible()) return true;
      await preview.button('Next volume').click();
      return missing.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    await main.shot('signed-out');
    assert.deepEqual(await accessibilityProblems(preview.body), []);
    assert.equal(reads(), before, 'asked of the bucket without a pair');
    await preview.button('Use Existing Keys…').first().click();
    await workbench.quickInput.pick('Paste');
    await pasteKeys(main.stage, pairOf(main.stage, 'ready'));
    await preview.frame.getByRole('complementary').waitFor({ state: 'hidden' });
    await preview.button('Try Again').click();
    await missing.waitFor({ state: 'hidden' });
    await preview.drawn();
    await workbench.clearNotifications();
    assert.ok(reads() > before);
  });

  it('says why a file can’t be read, and tries again', async () => {
    const { sandbox, workbench } = main.stage;
    const file = 'release_notes.txt';
    await workbench.explorer.close('HCP_1200');
    await workbench.explorer.open('HCP_Resources');
    await workbench.explorer.row('release_notes.txt').waitFor();
    sandbox.control.addFault({
      server: 'bucket',
      pattern: 'release_notes',
      operation: 'get',
      kind: 'status500',
    });
    await workbench.explorer.menu(file, 'Show File Details');
    await workbench.preview.shown(file, 'failed', 60_000);
    await main.shot('failed');
    assert.deepEqual(await accessibilityProblems(workbench.preview.body), []);
    sandbox.control.clearFaults();
    await workbench.preview.button('Try Again').click();
    await workbench.preview.shown(file, 'text');
  });

  it('shows the whole card of a text, with the keyboard alone', async () => {
    const { page, workbench } = main.stage;
    await workbench.command('View: Close All Editors');
    await workbench.explorer.toEnd();
    await page.keyboard.press('Alt+Enter');
    await workbench.preview.shown('release_notes.txt', 'text');
    const details = workbench.preview.button('Hide details');
    await details.waitFor();
    await workbench.preview.fact('size').filter({ hasText: '6,020' }).waitFor();
    await main.shot('card');
    assert.deepEqual(await accessibilityProblems(workbench.preview.body), []);
    await details.press('Enter');
    await workbench.preview.button('Show details').waitFor();
  });

  it('comes back after a reload of the window', async () => {
    const { workbench } = main.stage;
    // As a person does: a page that is just thrown away has not kept its latest tabs.
    await workbench.command('Developer: Reload Window');
    await workbench.openHcp();
    await workbench.preview.shown('release_notes.txt', 'text', 60_000);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.+]/g, '\\$&');
}

/** Bytes of a range as it stands in a request. */
function lengthOf(range: string | undefined): number {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  assert.ok(first !== undefined && last !== undefined, `read without a range: ${String(range)}`);
  return Number(last) - Number(first) + 1;
}

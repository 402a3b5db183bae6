import assert from 'node:assert/strict';
import * as path from 'node:path';
import { PNG } from 'pngjs';
import { accessibilityProblems } from '../e2e/axe';
import { projectFolder } from '../vscode/cache';
import { ViewerStage } from './stage';
import { themeNames } from './themes';

const data = path.join(projectFolder, 'test/preview/data');
const surfaces = path.join(data, '999999/MNINonLinear/fsaverage_LR32k');

/** How many colours a picture has, to tell it from an empty one. */
function colorsOf(png: Buffer): number {
  const { data: bytes } = PNG.sync.read(png);
  const colors = new Set<number>();
  for (let at = 0; at < bytes.length; at += 4) colors.add(bytes.readUIntBE(at, 3));
  return colors.size;
}

describe('image views', function () {
  this.timeout(180_000);
  let stage: ViewerStage;
  before(async () => {
    stage = await ViewerStage.open();
  });
  after(async () => {
    await stage.close();
  });
  afterEach(() => {
    assert.deepEqual(
      stage.offences.splice(0),
      [],
      'refused by the policy, asked from the network, or thrown',
    );
  });

  const place = async (name: string): Promise<string> =>
    (await stage.page.locator(`[data-place=${name}]`).innerText()).trim();
  const millimetres = async (): Promise<readonly number[]> =>
    ((await place('mm')).match(/-?[\d.]+/g) ?? []).map(Number);
  const canvas = (): ReturnType<ViewerStage['page']['locator']> => stage.page.locator('.viewer-stage canvas');

  it('draw a volume, and tell the value where the crosshair is', async () => {
    await stage.show(path.join(data, 'functional.nii'));
    assert.equal(await stage.drawn(), 'volume');
    assert.ok(colorsOf(await canvas().screenshot()) > 30);
    const [right = 0, front = 0, top = 0] = await millimetres();
    await canvas().focus();
    await stage.page.keyboard.press('ArrowRight');
    await stage.page.keyboard.press('PageUp');
    const moved = await millimetres();
    assert.ok(moved[0]! > right && moved[1] === front && moved[2]! > top, moved.join(', '));
    assert.match(await place('value'), /\d/);
  });

  it('go through the volumes of a 4D image', async () => {
    await stage.show(path.join(data, 'functional.nii'));
    const first = await place('value');
    await stage.page.getByRole('button', { name: 'Next volume' }).click();
    await stage.page.getByText('Volume 2 of 20').waitFor();
    await stage.page.locator('[data-place=value]').filter({ hasNotText: first }).waitFor();
  });

  it('paint a map on a surface, and tell value and course of a clicked vertex', async () => {
    await stage.show(path.join(surfaces, '999999.runs_Atlas.dtseries.nii'));
    assert.equal(await stage.drawn(), 'surface');
    assert.ok(colorsOf(await canvas().screenshot()) > 30);
    const box = (await canvas().boundingBox())!;
    await stage.page.mouse.click(box.x + box.width * 0.35, box.y + box.height / 2);
    await stage.page.locator('.series-chart .u-over').waitFor();
    assert.match(await place('vertex'), /^Vertex \d+, left$/);
    assert.match(await place('value'), /\d/);
  });

  it('choose vertices with the keyboard, from where the middle is between the hemispheres too', async () => {
    await stage.show(path.join(surfaces, '999999.runs_Atlas.dtseries.nii'));
    const vertex = stage.page.locator('[data-place=vertex]');
    await canvas().focus();
    await stage.page.keyboard.press('Enter');
    await stage.page.locator('.series-chart .u-over').waitFor();
    const first = await vertex.innerText();
    for (let presses = 0; presses < 4; presses++) await stage.page.keyboard.press('Shift+ArrowDown');
    await vertex.filter({ hasNotText: first }).waitFor();
    assert.match(await vertex.innerText(), /^Vertex \d+, (left|right)$/);
  });

  it('see the left side from the left, and the right from the right', async () => {
    await stage.show(path.join(surfaces, '999999.sulc.32k_fs_LR.dscalar.nii'));
    const box = (await canvas().boundingBox())!;
    for (const side of ['Left', 'Right']) {
      await stage.page.getByRole('radio', { name: side, exact: true }).check();
      await stage.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await stage.page.getByText(new RegExp(`^Vertex \\d+, ${side.toLowerCase()}$`)).waitFor();
    }
  });

  it('draw again after the graphics context was lost', async () => {
    await stage.show(path.join(data, 'functional.nii'));
    await stage.page.evaluate(
      "document.querySelector('.viewer-stage canvas').getContext('webgl2')" +
        ".getExtension('WEBGL_lose_context').loseContext()",
    );
    await stage.page.getByText('Draw Again').click();
    await stage.page.getByRole('alert').waitFor({ state: 'detached' });
    await stage.page.evaluate('new Promise((done) => setTimeout(() => requestAnimationFrame(done), 500))');
    assert.ok(colorsOf(await canvas().screenshot()) > 30);
  });

  for (const theme of themeNames) {
    it(`are accessible in the theme ${theme}`, async () => {
      await stage.theme(theme);
      for (const file of [
        path.join(data, 'functional.nii'),
        path.join(data, 'labels.nii.gz'),
        path.join(surfaces, '999999.sulc.32k_fs_LR.dscalar.nii'),
      ]) {
        await stage.show(file);
        await stage.shot(`${path.basename(file)}-${theme}`);
        assert.deepEqual(await accessibilityProblems(stage.page.locator('.viewer')), []);
      }
    });
  }

  it('show what is chosen in the person’s own colours too', async () => {
    await stage.show(path.join(data, 'functional.nii'));
    await stage.page.emulateMedia({ forcedColors: 'active' });
    const colors = await stage.page.locator('.segments input').evaluateAll((inputs) =>
      inputs.map(({ checked, nextElementSibling: shown, ownerDocument: { defaultView: view } }) => {
        const color = view!.getComputedStyle(shown!).backgroundColor;
        return [checked, color] as const;
      }),
    );
    const [chosen] = colors.filter(([isChosen]) => isChosen);
    assert.ok(chosen);
    for (const [isChosen, color] of colors) assert.equal(color === chosen[1], isChosen, color);
    await stage.shot('forced-colors');
    await stage.page.emulateMedia({ forcedColors: null });
  });

  it('give the memory back when they are closed', async () => {
    const session = await stage.page.context().newCDPSession(stage.page);
    const used = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      const usage: { usedSize: number; backingStorageSize?: number } =
        await session.send('Runtime.getHeapUsage');
      return usage.usedSize + (usage.backingStorageSize ?? 0);
    };
    const openAndClose = async (): Promise<void> => {
      for (const file of [
        path.join(data, 'functional.nii'),
        path.join(surfaces, '999999.sulc.32k_fs_LR.dscalar.nii'),
      ]) {
        await stage.show(file);
        await stage.clear();
      }
    };
    await openAndClose();
    const before = await used();
    for (let round = 0; round < 10; round++) await openAndClose();
    const grown = (await used()) - before;
    assert.ok(grown < 10e6, `${String(grown)} bytes more`);
  });
});

describe('image views without WebGL', function () {
  this.timeout(120_000);
  let stage: ViewerStage;
  before(async () => {
    stage = await ViewerStage.open({ webgl: false });
  });
  after(async () => {
    await stage.close();
  });

  it('draw slices on a canvas, with a crosshair that moves', async () => {
    await stage.show(path.join(data, 'functional.nii'));
    assert.equal(await stage.drawn(), 'volume 2D');
    assert.equal(await stage.page.getAttribute('body', 'data-problem'), 'webgl');
    const canvas = stage.page.locator('.viewer-stage canvas');
    assert.ok(colorsOf(await canvas.screenshot()) > 30);
    await stage.shot('functional-2D');
    const voxel = stage.page.locator('[data-place=voxel]');
    const first = await voxel.innerText();
    const box = (await canvas.boundingBox())!;
    await stage.page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.7);
    assert.notEqual(await voxel.innerText(), first);
    assert.deepEqual(stage.offences, []);
  });

  it('say why a surface is not drawn', async () => {
    await stage.show(path.join(surfaces, '999999.sulc.32k_fs_LR.dscalar.nii'));
    assert.equal(await stage.drawn(), 'none');
    assert.ok(await stage.page.getByText('no WebGL 2').isVisible());
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { openPreviewWindow, type PreviewWindow } from '../preview/window/previewWindow';
import { momentsOf } from '../preview/window/moments';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { drawingProblem } from './drawing';
import { age } from './scene';
import type { Theme } from './stage';
import { until } from './until';

const subject = 'HCP_1200/100307/';
const surfaces = `${subject}MNINonLinear/fsaverage_LR32k/100307.`;

/** One of each way to draw, by the name of its reference. */
const drawings: Readonly<Record<string, string>> = {
  volume: `${subject}MNINonLinear/Results/rfMRI_REST1_LR/SBRef_dc.nii.gz`,
  labels: `${subject}MNINonLinear/aparc+aseg.nii.gz`,
  'first-of-many': `${subject}MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR.nii.gz`,
  surfaces: `${surfaces}L.midthickness.32k_fs_LR.surf.gii`,
  scalars: `${surfaces}thickness.32k_fs_LR.dscalar.nii`,
  areas: `${surfaces}aparc.32k_fs_LR.dlabel.nii`,
};

/** Milliseconds in which what comes after the first picture (the rendering, the map) is drawn. */
const settling = 20_000;
const pause = 1000;

/** What the drawing differs in from its reference when nothing in it changes any longer. */
async function problemWhenSettled(name: string, canvas: Locator): Promise<string | undefined> {
  const end = Date.now() + settling;
  let before: Buffer = Buffer.alloc(0);
  for (;;) {
    const now = await canvas.screenshot();
    const settled = now.equals(before);
    const problem = settled ? drawingProblem(name, now) : undefined;
    if (settled && (problem === undefined || Date.now() > end)) return problem;
    if (Date.now() > end) return 'it changes all the time';
    before = now;
    await sleep(pause);
  }
}

const themes: Readonly<Record<string, Theme>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
};

for (const [shade, theme] of Object.entries(themes)) {
  describe(`drawings with ${theme}`, () => {
    let sandbox: Sandbox | undefined;
    let window: PreviewWindow | undefined;

    before(async () => {
      sandbox = await startSandbox({ keyDelayMs: 0 });
      window = await openPreviewWindow(sandbox, sandbox.readyKeys, { age, theme });
    });
    after(async () => {
      await window?.close();
      await sandbox?.close();
    });
    afterEach(() => window?.closeAll());

    for (const [name, key] of Object.entries(drawings)) {
      it(`has the picture that it had: ${name}`, async () => {
        const seen = await window!.see(key, 60_000);
        assert.equal(seen.problem ?? seen.reason, undefined);
        const { frame } = await until('the preview is there', () => momentsOf(window!.window.page));
        const canvas = frame.locator('.viewer-stage canvas').first();
        assert.equal(await problemWhenSettled(`${name}-${shade}`, canvas), undefined);
      });
    }
  });
}

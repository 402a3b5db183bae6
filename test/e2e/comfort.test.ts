import assert from 'node:assert/strict';
import { accessibilityProblems } from './axe';
import { signIn } from './person';
import { scene } from './scene';

describe('for those who need it larger', () => {
  const main = scene('comfort');

  it('the terms fit at 200 %', async () => {
    const { workbench, page } = main.stage;
    await workbench.openHcp();
    await signIn(main.stage, 'researcher');
    await workbench.command('HCP: Review Data Use Terms');
    const { body } = workbench.terms;
    await workbench.terms.dataset('HCP Young Adult').waitFor();
    const size = page.viewportSize();
    assert.ok(size);
    // What is twice as large has half of the place.
    await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.terms.dataset('HCP Young Adult').scrollIntoViewIfNeeded();
    await main.shot('twice-as-large');
    const beside = await body.evaluate(
      ({ ownerDocument: { documentElement: all } }) => all.scrollWidth - all.clientWidth,
    );
    assert.ok(beside <= 0, `${String(beside)} pixels lie beside the window`);
    assert.deepEqual(await accessibilityProblems(body), []);
  });
});

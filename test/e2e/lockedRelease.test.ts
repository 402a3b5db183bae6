import assert from 'node:assert/strict';
import { acceptTerms, pairOf, passwordOf, retest, seeSignedIn, typeCredentials, useKeys } from './person';
import { scene } from './scene';
import { until } from './until';

describe('a locked release', () => {
  const main = scene('locked-release');
  const release = 'HCP_Retest';

  it('shows a lock, the reason, and the way to open it', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    await useKeys(main.stage, pairOf(main.stage, 'researcher'));
    const said = await workbench.notifications.saying('works and is stored');
    assert.match(said, /It opens HCP_1200, HCP_900, HCP, HCP_Resources/);
    assert.match(said, /terms are not accepted: HCP_Retest/);
    await main.shot('used-keys');
    await workbench.clearNotifications();
    assert.match(await workbench.explorer.label(release), /locked release, terms required/);
    await workbench.explorer.row(release).locator('.codicon-lock').waitFor();
    await workbench.explorer.open(release);
    await workbench.explorer.row('Review Data Use Terms').waitFor();
    await main.shot('locked');
  });

  it('leads to its own terms in the panel, by way of the sign-in', async () => {
    const { workbench } = main.stage;
    await workbench.explorer.menu(release, 'Review Data Use Terms');
    await workbench.terms.body.getByText('Sign in to read the terms').waitFor();
    await main.shot('sign-in-first');
    await workbench.terms.body.getByRole('button', { name: 'Sign In' }).click();
    await typeCredentials(main.stage, 'researcher', passwordOf(main.stage, 'researcher'));
    await seeSignedIn(main.stage, 'researcher');
    await workbench.terms.dataset(retest).locator('h2:focus').waitFor();
    assert.equal(await workbench.terms.isInView(workbench.terms.dataset(retest).locator('h2')), true);
    await main.shot('its-terms');
  });

  it('says that it waits for the bucket after the acceptance, then opens without a restart', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ rightsDelayMs: 3_000 });
    await acceptTerms(main.stage, retest);
    await workbench.explorer.row('Waiting for the bucket to open HCP_Retest').waitFor();
    await main.shot('waiting');
    await workbench.explorer.labelled(`${release}, release, Test-Retest`).waitFor();
    await workbench.explorer.open(release);
    await workbench.explorer.row('103818').waitFor();
    await main.shot('opened');
    await workbench.explorer.row(release).click();
    await workbench.explorer.row('103818').waitFor({ state: 'hidden' });
  });

  it('probes the known releases one by one where the root can’t be listed', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ refuseRootListing: true });
    sandbox.control.clearRequests();
    await workbench.command('HCP: Refresh');
    const listed = (name: string, status: number) => () =>
      sandbox.control
        .requests()
        .some((one) => one.operation === 'list' && one.name === name && one.status === status);
    await until('the root is refused', listed('', 403));
    for (const name of ['HCP_1200', 'HCP_900', 'HCP', release, 'HCP_Resources']) {
      await until(`${name} is probed`, listed(`${name}/`, 200));
      await workbench.explorer.labelled(`${name}, release, `).waitFor();
    }
    await main.shot('root-refused');
  });
});

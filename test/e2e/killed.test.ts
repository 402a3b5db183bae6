import { setTimeout } from 'node:timers/promises';
import { assertNothingHalf, assertWhole, type Digests } from './delivered';
import { sandboxDigests } from './digests';
import { killExtensionHost } from './extensionHost';
import { download, startWithKeys, writeMachineSettings } from './person';
import { scene } from './scene';
import { until } from './until';

describe('an extension host that is killed', () => {
  const main = scene('killed', { machineSettings: { 'hcp.download.bandwidth': 3 } });
  const subject = '100206';
  const prefix = `HCP_1200/${subject}`;
  let digests: Digests = new Map();

  const row = () => main.stage.workbench.downloads;

  it('leaves nothing half, and the next one goes on to the last right byte', async () => {
    const { workbench, sandbox, workspace } = main.stage;
    digests = await sandboxDigests(sandbox, `${prefix}/`);
    await startWithKeys(main.stage, 'researcher');
    await workbench.explorer.open('HCP_1200');
    await download(main.stage, subject);
    // VS Code starts it again by itself, the third time within five minutes only when it is told to.
    for (const kill of ['first', 'second']) {
      await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
      await setTimeout(Math.random() * 2_000);
      killExtensionHost(main.stage.host);
      await workbench.notifications.saying('1 download is unfinished', 60_000);
      await row()
        .labelled(/^Interrupted/)
        .waitFor();
      await assertNothingHalf(digests, workspace, prefix);
      await main.shot(kill);
      await workbench.notifications.press('1 download is unfinished', 'Resume');
    }
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 0 });
    await workbench.notifications.saying('Download complete', 60_000);
    await assertWhole(digests, workspace, prefix);
    await main.shot('complete');
  });
});

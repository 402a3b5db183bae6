import * as path from 'node:path';
import { acceptTerms, requestKeys, seeSignedIn, typeCredentials, youngAdult } from '../e2e/person';
import { Shots } from '../e2e/shots';
import { openWindow, type Window } from '../e2e/stage';
import { projectFolder } from '../vscode/cache';
import { startSandboxProcess } from './sandboxProcess';
import { compareFolder, type Comparison } from './compareFolder';

/** A subject with only the structural session: whole, and small enough to be downloaded here. */
const subject = '100206';
const demoAccount = 'newcomer';

/** What was seen in the UI; a step that was not reached is missing. */
interface Seen {
  signedIn: boolean;
  termsAccepted: boolean;
  keyStored: boolean;
  subjectsListed: number;
  previewed: boolean;
  downloaded: (Comparison & { readonly folder: string }) | undefined;
}

export interface CheckOptions {
  readonly vsix?: string;
  /** Leaves the downloaded folder and the sandbox up. */
  readonly keep: boolean;
}

/** Does the main job as a person would and prints one line of JSON. True when every step was seen to work. */
export async function check({ vsix, keep }: CheckOptions): Promise<boolean> {
  const folder = path.join(projectFolder, 'demo-screenshots');
  const shots = new Shots(folder);
  const seen: Seen = {
    signedIn: false,
    termsAccepted: false,
    keyStored: false,
    subjectsListed: 0,
    previewed: false,
    downloaded: undefined,
  };
  const sandbox = await startSandboxProcess(2000);
  let window: Window | undefined;
  let failure: unknown;
  try {
    window = await openWindow(sandbox, { git: false, ...(vsix === undefined ? {} : { vsix }) });
    await mainJob(window, seen, shots);
    const target = path.join(window.workspace, 'HCP_1200', subject);
    const compared = await compareFolder(sandbox, window.workspace, `HCP_1200/${subject}/`);
    seen.downloaded = { folder: target, ...compared };
  } catch (error) {
    failure = error;
    if (window) await shots.take(window.page, 'failed').catch(() => undefined);
  }
  const { portalUrl, s3Endpoint, bucket, region, readyKeys, pid } = sandbox;
  const kept = keep ? { sandbox: { portalUrl, s3Endpoint, bucket, region, readyKeys, pid } } : {};
  process.stdout.write(`${JSON.stringify({ ...seen, ...kept })}\n`);
  await window?.close({ keepWorkspace: keep });
  if (keep) sandbox.release();
  else await sandbox.stop();
  if (failure !== undefined)
    process.stderr.write(`${failure instanceof Error ? (failure.stack ?? '') : String(failure)}\n`);
  return failure === undefined && isComplete(seen);
}

function isComplete({
  signedIn,
  termsAccepted,
  keyStored,
  subjectsListed,
  previewed,
  downloaded,
}: Seen): boolean {
  const whole = downloaded !== undefined && downloaded.files > 0 && downloaded.verified === downloaded.files;
  return signedIn && termsAccepted && keyStored && subjectsListed === 1113 && previewed && whole;
}

async function mainJob(window: Window, seen: Seen, shots: Shots): Promise<void> {
  const { workbench, page } = window;
  const shot = (name: string): Promise<string> => shots.take(page, name);

  await workbench.openHcp();
  await workbench.widenSideBar();
  await shot('welcome');
  await workbench.welcomeButton('Sign In').first().click();
  const password = window.sandbox.accounts.find((one) => one.userName === demoAccount)?.password ?? '';
  await workbench.quickInput.titled('User name of your ConnectomeDB account');
  await shot('user-name');
  await typeCredentials(window, demoAccount, password);
  await seeSignedIn(window, demoAccount);
  seen.signedIn = true;
  await shot('signed-in');

  await workbench.welcomeButton('Review Data Use Terms').first().click();
  await workbench.terms.dataset(youngAdult).waitFor();
  await shot('terms');
  await acceptTerms(window, youngAdult);
  seen.termsAccepted = true;
  await shot('terms-accepted');

  const said = await requestKeys(window);
  const accessKeyId = /AKIA[A-Z0-9]{16}/.exec(said)?.[0];
  await shot('keys');
  await workbench.command('Notifications: Clear All Notifications');
  // What is stored outlives the window.
  await workbench.reload();
  await workbench.explorer.row('HCP_1200').waitFor();
  seen.keyStored = accessKeyId !== undefined;
  await shot('releases-after-reload');

  const { explorer } = workbench;
  await explorer.open('HCP_1200');
  await explorer.row(subject).waitFor();
  await shot('subjects');
  await explorer.toEnd();
  await explorer.row('Load more').click();
  await explorer.row('Load more').waitFor({ state: 'hidden' });
  await shot('all-subjects');
  await explorer.toStart();
  seen.subjectsListed = await explorer.siblings(subject);

  await explorer.openPath(subject, 'unprocessed', /^3T/);
  await explorer.row(`${subject}_3T.csv`).click();
  await workbench.preview.shown(`${subject}_3T.csv`, 'table');
  await workbench.preview.body.getByText(subject).first().waitFor();
  await shot('table');
  await explorer.open('T1w_MPR1');
  await explorer.row(`${subject}_3T_T1w_MPR1.nii.gz`).click();
  await workbench.preview.shown(`${subject}_3T_T1w_MPR1.nii.gz`, 'volume');
  seen.previewed = (await workbench.preview.drawn(60_000)).startsWith('volume');
  await shot('image');

  await explorer.menu(subject, 'Download to Workspace');
  await workbench.dialog.asking('Keep git, search and file watching away from the data?');
  await shot('keep-data-out-of-git');
  await workbench.dialog.answer('Exclude the Data');
  await workbench.dialog.asking(/Download \d+ files/);
  await shot('plan');
  await workbench.dialog.answer(/^Download$/);
  await workbench.notifications.saying(/Download complete: \d+ files, .* all checked by MD5/, 120_000);
  await shot('downloaded');
}

import type { Stage } from './stage';

/** What a person does again and again, through the UI alone. */

export const youngAdult = 'HCP Young Adult';
export const retest = 'HCP Young Adult Test-Retest';

export async function typeCredentials(stage: Stage, userName: string, password: string): Promise<void> {
  const { quickInput } = stage.workbench;
  await quickInput.titled('User name of your ConnectomeDB account');
  await quickInput.fill(userName);
  await quickInput.accept();
  await quickInput.titled(`Password of ${userName}`);
  await quickInput.fill(password);
  await quickInput.accept();
}

export function passwordOf(stage: Stage, userName: string): string {
  const account = stage.sandbox.accounts.find((one) => one.userName === userName);
  if (!account) throw new Error(`The sandbox has no account ${userName}.`);
  return account.password;
}

/** Waits for the sign-in dialogue to close with a session. */
export async function seeSignedIn(stage: Stage, userName: string): Promise<void> {
  await stage.workbench.quickInput.widget.waitFor({ state: 'hidden' });
  await stage.workbench.statusBar.getByText(`Signed in to the HCP portal as ${userName}`).waitFor();
}

/** Signs in as one of the sandbox's accounts. */
export async function signIn(stage: Stage, userName: string): Promise<void> {
  await stage.workbench.command('HCP: Sign In');
  await typeCredentials(stage, userName, passwordOf(stage, userName));
  await seeSignedIn(stage, userName);
}

/** Ticks and accepts the first set of terms of a dataset, and sees the portal's answer. */
export async function acceptTerms(stage: Stage, dataset: string): Promise<void> {
  const { terms } = stage.workbench;
  await terms.dataset(dataset).waitFor();
  await terms.tick(dataset);
  await terms.acceptButton(dataset).click();
  await terms
    .dataset(dataset)
    .getByText(/^Accepted/)
    .first()
    .waitFor();
}

/** Requests a key pair and waits until it works. Gives the message that says so. */
export async function requestKeys(stage: Stage): Promise<string> {
  const { workbench } = stage;
  await workbench.command('HCP: Request AWS Keys');
  await workbench.dialog.asking('Request a new AWS key pair');
  await workbench.dialog.answer('Request New Pair');
  return workbench.notifications.saying(/The new key pair .* works/, 60_000);
}

/** From nothing to a key pair, for an account that has accepted terms. */
export async function signInWithKeys(stage: Stage, userName: string): Promise<void> {
  await stage.workbench.openHcp();
  await signIn(stage, userName);
  await requestKeys(stage);
  await stage.workbench.command('Notifications: Clear All Notifications');
  await stage.workbench.explorer.row('HCP_1200').waitFor();
}

/** Takes over a pair that the sandbox already knows, by pasting it. */
export async function useKeys(
  stage: Stage,
  pair: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Promise<void> {
  const { workbench } = stage;
  await workbench.command('HCP: Use Existing AWS Keys');
  await workbench.quickInput.pick('Paste');
  await workbench.quickInput.fill(`${pair.accessKeyId} ${pair.secretAccessKey}`);
  await workbench.quickInput.accept();
}

/** Starts a download from a row's context menu and says yes to what is asked. */
export async function download(stage: Stage, row: string | RegExp): Promise<void> {
  const { workbench } = stage;
  await workbench.explorer.menu(row, 'Download to Workspace');
  await workbench.dialog.box.first().waitFor();
  if ((await workbench.dialog.box.innerText()).includes('Keep git, search and file watching away')) {
    await workbench.dialog.answer('Exclude the Data');
  }
  await workbench.dialog.asking(/Download .* file/);
  await workbench.dialog.answer(/^Download$/);
}

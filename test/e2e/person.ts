import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { KeyPair } from '../sandbox/accounts';
import type { LoggedRequest } from '../sandbox/requestLog';
import { serverPins } from '../vscode/pins';
import type { Settings } from '../vscode/webHost';
import type { Stage, Window } from './stage';

/** What a person does again and again, through the UI alone. */

export const youngAdult = 'HCP Young Adult';
export const retest = 'HCP Young Adult Test-Retest';

export async function typeCredentials(window: Window, userName: string, password: string): Promise<void> {
  const { quickInput } = window.workbench;
  await quickInput.titled('User name of your ConnectomeDB account');
  await quickInput.fill(userName);
  await quickInput.accept();
  await quickInput.titled(`Password of ${userName}`);
  await quickInput.fill(password);
  await quickInput.accept();
}

export function passwordOf(window: Window, userName: string): string {
  const account = window.sandbox.accounts.find((one) => one.userName === userName);
  if (!account) throw new Error(`The sandbox has no account ${userName}.`);
  return account.password;
}

/** Waits for the sign-in dialogue to close with a session. */
export async function seeSignedIn(window: Window, userName: string): Promise<void> {
  await window.workbench.quickInput.widget.waitFor({ state: 'hidden' });
  await window.workbench.statusBar.getByText(`Signed in to the HCP portal as ${userName}`).waitFor();
}

/** Signs in as one of the sandbox's accounts. */
export async function signIn(window: Window, userName: string): Promise<void> {
  await window.workbench.command('HCP: Sign In');
  await typeCredentials(window, userName, passwordOf(window, userName));
  await seeSignedIn(window, userName);
}

/** Ticks and accepts the first set of terms of a dataset, and sees the portal's answer. */
export async function acceptTerms(window: Window, dataset: string): Promise<void> {
  const { terms } = window.workbench;
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
export async function requestKeys(window: Window): Promise<string> {
  const { workbench } = window;
  await workbench.command('HCP: Request AWS Keys');
  await workbench.dialog.asking('Request a new AWS key pair');
  await workbench.dialog.answer('Request New Pair');
  return workbench.notifications.saying(/The new key pair .* works/, 60_000);
}

/** From nothing to a key pair, for an account that has accepted terms. */
export async function signInWithKeys(window: Window, userName: string): Promise<void> {
  await window.workbench.openHcp();
  await signIn(window, userName);
  await requestKeys(window);
  await window.workbench.command('Notifications: Clear All Notifications');
  await window.workbench.explorer.row('HCP_1200').waitFor();
}

/** Takes over a pair that the sandbox already knows, by pasting it. */
export async function useKeys(window: Window, pair: KeyPair): Promise<void> {
  const { workbench } = window;
  await workbench.command('HCP: Use Existing AWS Keys');
  await workbench.quickInput.pick('Paste');
  await pasteKeys(window, pair);
}

/** Answers the box that asks for a pair. */
export async function pasteKeys(
  { workbench }: Window,
  { accessKeyId, secretAccessKey }: KeyPair,
): Promise<void> {
  await workbench.quickInput.titled('Paste the key pair');
  await workbench.quickInput.fill(`${accessKeyId} ${secretAccessKey}`);
  await workbench.quickInput.accept();
}

/** The pair that the portal handed to an account last. */
export function pairOf(stage: Stage, userName: string): KeyPair {
  const { keys } = stage.sandbox.control.account(userName);
  if (!keys) throw new Error(`The account ${userName} has no key pair.`);
  return keys;
}

/** Takes over the pair of one of the sandbox's accounts, and waits for its folders. */
export async function startWithKeys(stage: Stage, userName: string): Promise<void> {
  const { workbench } = stage;
  await workbench.openHcp();
  await useKeys(stage, pairOf(stage, userName));
  await workbench.notifications.saying('works and is stored');
  await workbench.clearNotifications();
  await workbench.explorer.row(/release|HCP_/).waitFor();
}

/** Starts a download from a row's context menu and says yes to what is asked. */
export async function download(window: Window, row: string | RegExp): Promise<void> {
  const { workbench } = window;
  await workbench.explorer.menu(row, 'Download to Workspace');
  await workbench.dialog.box.first().waitFor();
  if ((await workbench.dialog.box.innerText()).includes('Keep git, search and file watching away')) {
    await workbench.dialog.answer('Exclude the Data');
  }
  await workbench.dialog.asking(/Download .* file/);
  await workbench.dialog.answer(/^Download$/);
}

/** Changes what only the machine may set, in its file, and reloads the window, which then knows it. */
export async function changeMachineSettings(window: Window, change: Settings): Promise<void> {
  await writeMachineSettings(window, change);
  await window.workbench.reload();
}

/** Changes what only the machine may set, in its file, which VS Code reads again by itself. */
export async function writeMachineSettings(window: Window, change: Settings): Promise<void> {
  const file = path.join(window.host.dataDir, 'user-data/Machine/settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8')) as Settings;
  await writeFile(file, JSON.stringify({ ...settings, ...change }));
}

/** Closes the window as its cross does. */
export async function closeWindow({ page }: Window): Promise<void> {
  await page.goto('about:blank');
}

/** Opens the window that was closed. */
export async function openAgain({ page, host, workbench }: Window): Promise<void> {
  await page.goto(host.url);
  await workbench.openHcp();
}

/** The key requests that reached the portal. */
export function keyRequests(stage: Stage): readonly LoggedRequest[] {
  return stage.sandbox.control.requests().filter(({ name }) => name.startsWith('/project/aws'));
}

/**
 * The address by which the workbench in the browser reaches a page of the portal. The oldest one loses the path
 * of what is on its own machine; the portal itself, elsewhere, is opened as it is.
 */
export function portalPage({ host, sandbox }: Window, path: string): RegExp {
  const seen = host.vscode === serverPins.oldest.vscode ? '/' : path;
  return new RegExp(`[:/]${new URL(sandbox.portalUrl).port}${seen}$`);
}

import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { describeError } from '../messages/describeError';
import type { Flow } from './flow';
import type { CommandId } from '../ids';
import { askStep, type StepAnswer, type StepButton, type StepResult } from './inputStep';

/**
 * Asks for user name and password and signs in; a refused password is asked again in place.
 * False when the person left the dialogue. Rejects with every other error of `Portal.signIn`.
 */
export async function signIn(flow: Flow): Promise<boolean> {
  let userName = flow.memory.userName ?? '';
  for (;;) {
    const named = await askUserName(flow, userName);
    if (named.kind !== 'done') return false;
    userName = named.value;
    const result = await askPassword(flow, userName);
    if (result.kind === 'dismissed') return false;
    if (result.kind === 'done') return true;
  }
}

const title = () => vscode.l10n.t('Sign In to the HCP Portal');

function askUserName(flow: Flow, value: string): Promise<StepResult<string>> {
  return askStep({
    title: title(),
    step: 1,
    totalSteps: 2,
    prompt: vscode.l10n.t('User name of your ConnectomeDB account'),
    placeholder: vscode.l10n.t('User name'),
    value,
    buttons: [byHand(), createAccount(flow), forgotUserName(flow)],
    accept: (text) =>
      text.trim()
        ? { kind: 'done', value: text.trim() }
        : {
            kind: 'refused',
            message: vscode.l10n.t('Enter your user name, or create an account in the browser.'),
          },
  });
}

function askPassword(flow: Flow, userName: string): Promise<StepResult<true>> {
  return askStep({
    title: title(),
    step: 2,
    totalSteps: 2,
    prompt: vscode.l10n.t('Password of {0}. It is sent to the portal once and not kept.', userName),
    placeholder: vscode.l10n.t('Password of {0}', userName),
    secret: true,
    back: true,
    buttons: [byHand(), createAccount(flow), forgotPassword(flow)],
    accept: (password, signal) => send(flow, userName, password, signal),
  });
}

async function send(
  flow: Flow,
  userName: string,
  password: string,
  signal: AbortSignal,
): Promise<StepAnswer<true>> {
  if (!password) return { kind: 'refused', message: vscode.l10n.t('Enter your password.') };
  try {
    await flow.portal.signIn(userName, password, signal);
  } catch (error) {
    // A new attempt ends the former session first.
    if (flow.portal.userName === undefined) flow.model.closeSession();
    if (HcpError.is(error, 'portal.credentials'))
      return { kind: 'refused', message: describeError(error).message };
    throw error;
  }
  flow.model.openSession();
  await flow.memory.setUserName(userName);
  flow.log.info('Signed in to the portal.');
  vscode.window.setStatusBarMessage(vscode.l10n.t('Signed in to the HCP portal as {0}', userName), 5_000);
  return { kind: 'done', value: true };
}

const createAccount = ({ portal }: Flow) =>
  browserButton(
    'person-add',
    vscode.l10n.t('Create an account (in the browser)'),
    () => portal.links.register,
  );
const forgotUserName = ({ portal }: Flow) =>
  browserButton(
    'question',
    vscode.l10n.t('Forgot your user name? (in the browser)'),
    () => portal.links.forgotUserName,
  );
const forgotPassword = ({ portal }: Flow) =>
  browserButton(
    'question',
    vscode.l10n.t('Forgot your password? (in the browser)'),
    () => portal.links.forgotPassword,
  );

/** For a portal that is silent, or refuses a right password. The next dialogue takes this one's place. */
const byHand = (): StepButton => ({
  icon: 'key',
  tooltip: vscode.l10n.t('Get keys by hand, without signing in here'),
  run: () => {
    const command: CommandId = 'hcp.keysByHand';
    return vscode.commands.executeCommand(command);
  },
});

function browserButton(icon: string, tooltip: string, link: () => string): StepButton {
  return {
    icon,
    tooltip,
    run: async () => vscode.env.openExternal(vscode.Uri.parse(link(), true)),
  };
}

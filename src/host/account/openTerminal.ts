import * as vscode from 'vscode';
import type { BucketAddress } from '../../core/bucket/objectStore';
import { tell } from '../messages/tell';
import type { Flow } from './flow';
import type { KeyTerminals } from './keyTerminals';
import { withRemoteNote } from '../remoteNote';
import { terminalEnvironment } from './terminalEnvironment';

/** Where the terminal would be opened. */
export interface TerminalPlace {
  readonly address: BucketAddress;
  readonly trusted: boolean;
  readonly logLevel: vscode.LogLevel;
}

/**
 * Asks, then opens a terminal whose environment has the pair: the only way in which a terminal gets it. It is
 * not restored with the window. True when it was opened. @throws HcpError `keys.missing`
 */
export async function openTerminal(
  flow: Flow,
  place: TerminalPlace,
  terminals: KeyTerminals,
): Promise<boolean> {
  const pair = await flow.model.keyPair();
  if (isRefused(place) || !(await mayOpen(pair.accessKeyId))) return false;
  const terminal = vscode.window.createTerminal({
    name: 'HCP',
    iconPath: new vscode.ThemeIcon('key'),
    env: terminalEnvironment(pair, place.address),
    isTransient: true,
    message: vscode.l10n.t('This terminal has the key pair {0} in its environment.', pair.accessKeyId),
  });
  terminal.show();
  void terminals.add(terminal);
  flow.log.info('A terminal with the key pair was opened by the person’s own choice.');
  return true;
}

/** Tells why, when the pair would get to others than the person. */
function isRefused({ trusted, logLevel }: TerminalPlace): boolean {
  if (!trusted) {
    tell(
      'warning',
      vscode.l10n.t(
        'The terminal was not opened. This workspace is not trusted, and its settings and files could read the key pair in a terminal. Trust the workspace, or open another folder.',
      ),
      {
        title: vscode.l10n.t('Manage Workspace Trust'),
        run: () => vscode.commands.executeCommand('workbench.trust.manage'),
      },
    );
    return true;
  }
  if (logLevel === vscode.LogLevel.Trace) {
    // At this level the process of VS Code that starts terminals writes down their environment.
    tell(
      'warning',
      vscode.l10n.t(
        'The terminal was not opened. VS Code’s log level is Trace, at which the environment of terminals is written to a log, the key pair included. Choose another log level, then try again.',
      ),
      {
        title: vscode.l10n.t('Set Log Level…'),
        run: () => vscode.commands.executeCommand('workbench.action.setLogLevel'),
      },
    );
    return true;
  }
  return false;
}

async function mayOpen(accessKeyId: string): Promise<boolean> {
  const open = vscode.l10n.t('Open Terminal');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Open a terminal with the key pair {0}?', accessKeyId),
    {
      modal: true,
      detail: withRemoteNote(
        vscode.l10n.t(
          'Its environment has the access key ID and the secret access key, for hcp, aws, s5cmd, rclone and others. All that runs in it, and other extensions of this window, can read them while it is open. Nothing is written to disk, and the terminal is not restored.',
        ),
      ),
    },
    open,
  );
  return chosen === open;
}

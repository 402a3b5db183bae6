import * as os from 'node:os';
import * as vscode from 'vscode';
import { settingIds } from '../ids';
import type { Services } from '../services';
import { errorReport } from './errorReport';
import { tell } from './tell';

type ReportParts = Pick<Services, 'context' | 'recent' | 'account'>;

/** Puts a report on the clipboard, and offers to look at it before it goes anywhere. */
export async function copyReport(parts: ReportParts): Promise<void> {
  const text = reportOf(parts);
  await vscode.env.clipboard.writeText(text);
  tell(
    'information',
    vscode.l10n.t(
      'The report is on the clipboard: versions, changed settings, and the codes of the last errors. It holds no keys, passwords or names.',
    ),
    { title: vscode.l10n.t('Show Report'), run: () => show(text) },
    { title: vscode.l10n.t('Open Issue Page'), run: () => openIssues(parts) },
  );
}

function reportOf({ context, recent, account }: ReportParts): string {
  return errorReport({
    environment: {
      'HCP Explorer': manifestOf(context).version,
      'VS Code': `${vscode.version}, ${vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'desktop'}`,
      'Extension host': `Node.js ${process.versions.node}, ${os.platform()} ${os.release()} ${os.arch()}`,
      Remote: vscode.env.remoteName ?? 'none',
      Language: vscode.env.language,
      Account: `${account.state}, ${account.signedIn ? 'signed in' : 'not signed in'}`,
    },
    settings: changedSettings(),
    errors: recent.all,
    private: [userName(), os.homedir(), os.hostname(), account.userName ?? ''],
  });
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

function changedSettings(): Readonly<Record<string, unknown>> {
  const settings = vscode.workspace.getConfiguration();
  return Object.fromEntries(
    settingIds.flatMap((id) => {
      const value = settings.get<unknown>(id);
      return value === settings.inspect(id)?.defaultValue ? [] : [[id, value]];
    }),
  );
}

async function show(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
  await vscode.window.showTextDocument(document);
}

function openIssues({ context }: ReportParts): Thenable<unknown> {
  return vscode.env.openExternal(vscode.Uri.parse(manifestOf(context).bugs.url, true));
}

interface Manifest {
  readonly version: string;
  readonly bugs: { readonly url: string };
}

const manifestOf = (context: ReportParts['context']) => context.extension.packageJSON as Manifest;

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { HcpError } from '../../core/errors';
import type { FolderFinding, JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import { describeError } from '../messages/describeError';
import type { FolderCheck } from './checks';
import { childrenOf, groupSize, rowId, type DownloadNode, type GroupName } from './rows';
import {
  doneText,
  files,
  filesAndBytes,
  fileText,
  fileWord,
  jobLabel,
  lastName,
  progressText,
  reportText,
  stateWord,
  summaryText,
  verifiedText,
  waitsText,
} from './words';

interface Look {
  readonly label: string;
  readonly description: string;
  readonly icon?: vscode.ThemeIcon;
  /** What menus go by. */
  readonly context: string;
  readonly tooltip: string;
  /** Begins the words for a screen reader, where the icon alone tells the state. */
  readonly state?: string;
}

/** What a row looks like. `interrupted`: the job was cut off by the end of a window. */
export function toItem(node: DownloadNode, interrupted: boolean, format: Format): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const look = lookOf(node, interrupted, format);
  const item = new vscode.TreeItem(look.label, canOpen(node) ? Collapsed : None);
  item.id = rowId(node);
  item.description = look.description;
  item.contextValue = `hcpDownload.${look.context}`;
  item.tooltip = look.tooltip;
  if (look.icon) item.iconPath = look.icon;
  item.accessibilityInformation = {
    label: [look.state, look.label, look.description].filter(Boolean).join(', '),
  };
  return item;
}

/** A job that runs has files soon: were it closed for good until then, showing it could not open it. */
function canOpen(node: DownloadNode): boolean {
  const runs = node.kind === 'job' && (node.job.state === 'running' || node.job.state === 'waiting');
  return runs || childrenOf(node).length > 0;
}

function lookOf(node: DownloadNode, interrupted: boolean, format: Format): Look {
  switch (node.kind) {
    case 'job':
      return jobLook(node.job, interrupted, format);
    case 'reason':
      return reasonLook(node.job);
    case 'file': {
      const { key } = node.file;
      const description = fileText(node.file, format);
      const paused = node.file.state === 'paused';
      return {
        label: lastName(key),
        description,
        icon: new vscode.ThemeIcon(paused ? 'debug-pause' : 'file'),
        context: paused ? 'file.paused' : 'file.active',
        tooltip: [key, description].join('\n'),
        state: fileWord(node.file.state),
      };
    }
    case 'failure':
      return problemLook(node.failure.key, node.failure.error, 'failure');
    case 'group':
      return groupLook(node.job, node.group, format);
    case 'settled': {
      const { key, size, verified } = node.file;
      const description = [format.size(size), verifiedText(verified)].join(' · ');
      return {
        label: lastName(key),
        description,
        context: 'settled',
        tooltip: [key, description].join('\n'),
      };
    }
    case 'more':
      return node.of === 'failures'
        ? plain(vscode.l10n.t('… and {0} more, tried again with the others', format.count(node.count)))
        : plain(vscode.l10n.t('… and {0} more, see hcp-manifest.tsv', format.count(node.count)));
    case 'check':
      return checkLook(node.check, format);
    case 'finding':
      return findingLook(node.finding);
    case 'moreFindings':
      return plain(vscode.l10n.t('… and {0} more', format.count(node.count)));
  }
}

function jobLook(job: JobSnapshot, interrupted: boolean, format: Format): Look {
  const { spec, progress, summary, state } = job;
  const word = stateWord(job, interrupted);
  // What a former window did is counted only when the job goes on.
  const soFar = progress ? doneText(progress, format) : spec.all && filesAndBytes(spec.all, format);
  const text = () => {
    switch (state) {
      case 'running':
        if (job.offline) return [vscode.l10n.t('Offline'), soFar].filter(Boolean).join(' · ');
        return progress ? progressText(progress, format) : vscode.l10n.t('Starting…');
      case 'waiting':
        return waitsText(job);
      case 'paused':
        return [word, soFar].filter(Boolean).join(' · ');
      case 'cancelled':
        return summary ? `${word}. ${summaryText(summary, format)}` : word;
      case 'done':
      case 'failed':
        return summary ? summaryText(summary, format) : word;
    }
  };
  const label = jobLabel(spec);
  const description = text();
  return {
    label,
    description,
    icon: jobIcon(job),
    context: state,
    tooltip: [...spec.sources.slice(0, 10), `→ ${spec.target}`, description].join('\n'),
    state: word,
  };
}

const yellow = () => new vscode.ThemeColor('list.warningForeground');
const red = () => new vscode.ThemeColor('list.errorForeground');
const green = () => new vscode.ThemeColor('testing.iconPassed');

function jobIcon({ state, reason, offline }: JobSnapshot): vscode.ThemeIcon {
  switch (state) {
    case 'running':
      return offline ? new vscode.ThemeIcon('debug-disconnect', yellow()) : new vscode.ThemeIcon('sync~spin');
    case 'waiting':
      return new vscode.ThemeIcon('watch');
    case 'paused':
      return reason ? new vscode.ThemeIcon('warning', yellow()) : new vscode.ThemeIcon('debug-pause');
    case 'done':
      return new vscode.ThemeIcon('pass', green());
    case 'failed':
      return new vscode.ThemeIcon('error', red());
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
  }
}

function reasonLook(job: JobSnapshot): Look {
  const say = (label: string, description: string, icon: vscode.ThemeIcon): Look => ({
    label,
    description,
    icon,
    context: 'reason',
    tooltip: description,
  });
  if (job.state === 'waiting')
    return say(vscode.l10n.t('Waiting'), waitsText(job), new vscode.ThemeIcon('watch'));
  if (job.state === 'running') {
    return say(
      vscode.l10n.t('Offline'),
      vscode.l10n.t('The bucket can’t be reached. It is tried again by itself.'),
      new vscode.ThemeIcon('debug-disconnect', yellow()),
    );
  }
  if (job.state === 'paused') {
    const why = job.reason ? describeError(job.reason).message : '';
    return say(vscode.l10n.t('Paused'), why, new vscode.ThemeIcon('warning', yellow()));
  }
  const stopped = job.summary?.stoppedBy;
  return say(
    vscode.l10n.t('Stopped'),
    stopped ? describeError(stopped).message : '',
    new vscode.ThemeIcon('error', red()),
  );
}

function groupLook(job: JobSnapshot, group: GroupName, format: Format): Look {
  const count = format.count(groupSize(job, group));
  const label =
    group === 'arrived'
      ? vscode.l10n.t('Arrived ({0})', count)
      : vscode.l10n.t('Already there and whole ({0})', count);
  const icon = new vscode.ThemeIcon(group === 'arrived' ? 'check-all' : 'check');
  return { label, description: '', icon, context: 'group', tooltip: label };
}

function checkLook(check: FolderCheck, format: Format): Look {
  const { folder, report, current, state } = check;
  const text = report ? reportText(report, format) : '';
  const label = vscode.l10n.t('Check of {0}', basename(folder));
  const look = (word: string, description: string, icon: vscode.ThemeIcon): Look => ({
    label,
    description,
    icon,
    context: `check.${state}`,
    tooltip: [folder, description].join('\n'),
    state: word,
  });
  switch (state) {
    case 'running': {
      const looked = report ? vscode.l10n.t('{0} looked at', files(total(report), format)) : '';
      const at = current === undefined ? '' : lastName(current);
      return look(
        vscode.l10n.t('Checking'),
        [looked, at].filter(Boolean).join(' · ') || vscode.l10n.t('Starting…'),
        new vscode.ThemeIcon('sync~spin'),
      );
    }
    case 'whole':
      return look(vscode.l10n.t('Whole'), text, new vscode.ThemeIcon('verified-filled', green()));
    case 'wrong':
      return look(vscode.l10n.t('Not whole'), text, new vscode.ThemeIcon('warning', yellow()));
    case 'stopped': {
      const why = check.error ? describeError(check.error).message : '';
      return look(vscode.l10n.t('Stopped'), why, new vscode.ThemeIcon('circle-slash'));
    }
  }
}

function findingLook(finding: Exclude<FolderFinding, { kind: 'whole' }>): Look {
  const warning = new vscode.ThemeIcon('warning', yellow());
  const look = (word: string, why: string): Look => ({
    label: lastName(finding.key),
    description: `${word}: ${why}`,
    icon: warning,
    context: 'finding',
    tooltip: [finding.key, `${word}: ${why}`].join('\n'),
  });
  switch (finding.kind) {
    case 'wrong':
      return look(vscode.l10n.t('Wrong'), vscode.l10n.t('its bytes are not those of the bucket'));
    case 'missing':
      return look(vscode.l10n.t('Missing'), vscode.l10n.t('it is not in the folder'));
    case 'changed':
      return look(vscode.l10n.t('Changed'), vscode.l10n.t('the bucket has a newer one'));
    case 'unknown':
      return look(vscode.l10n.t('Not compared'), describeError(finding.error).message);
  }
}

function problemLook(key: string, error: HcpError, context: string): Look {
  const description = describeError(error).message;
  return {
    label: lastName(key),
    description,
    icon: new vscode.ThemeIcon('error', red()),
    context,
    tooltip: [key, description].join('\n'),
    state: vscode.l10n.t('Failed'),
  };
}

function plain(label: string): Look {
  return { label, description: '', context: 'more', tooltip: label };
}

const total = ({ whole, wrong, missing, changed, unknown }: NonNullable<FolderCheck['report']>): number =>
  whole + wrong + missing + changed + unknown;

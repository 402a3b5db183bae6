import type { FileProgress, FolderFinding, JobSnapshot, SettledFile } from '../../core/transfer/jobs';
import type { FileFailure } from '../../core/transfer/tally';
import type { FolderCheck } from './checks';

export type GroupName = 'arrived' | 'skipped';

/** A row of the view. Commands of its menus get one. */
export type DownloadNode =
  | { readonly kind: 'job'; readonly job: JobSnapshot }
  /** What the job waits for, why it is paused, or what stopped it. */
  | { readonly kind: 'reason'; readonly job: JobSnapshot }
  | { readonly kind: 'file'; readonly job: JobSnapshot; readonly file: FileProgress }
  | { readonly kind: 'failure'; readonly job: JobSnapshot; readonly failure: FileFailure }
  | { readonly kind: 'group'; readonly job: JobSnapshot; readonly group: GroupName }
  | {
      readonly kind: 'settled';
      readonly job: JobSnapshot;
      readonly group: GroupName;
      readonly file: SettledFile;
    }
  /** Files that are not listed one by one. */
  | {
      readonly kind: 'more';
      readonly job: JobSnapshot;
      readonly of: GroupName | 'failures';
      readonly count: number;
    }
  | { readonly kind: 'check'; readonly check: FolderCheck }
  | {
      readonly kind: 'finding';
      readonly check: FolderCheck;
      readonly finding: Exclude<FolderFinding, { kind: 'whole' }>;
    }
  | { readonly kind: 'moreFindings'; readonly check: FolderCheck; readonly count: number };

/** The same row has the same id, so that VS Code keeps it open, chosen and in the focus. */
export function rowId(node: DownloadNode): string {
  switch (node.kind) {
    case 'job':
      return node.job.spec.id;
    case 'reason':
      return `${node.job.spec.id}/reason`;
    case 'file':
      return `${node.job.spec.id}/file/${node.file.key}`;
    case 'failure':
      return `${node.job.spec.id}/failure/${node.failure.key}`;
    case 'group':
      return `${node.job.spec.id}/${node.group}`;
    case 'settled':
      return `${node.job.spec.id}/${node.group}/${node.file.key}`;
    case 'more':
      return `${node.job.spec.id}/more/${node.of}`;
    case 'check':
      return node.check.id;
    case 'finding':
      return `${node.check.id}/${node.finding.key}`;
    case 'moreFindings':
      return `${node.check.id}/more`;
  }
}

export function childrenOf(node: DownloadNode): DownloadNode[] {
  switch (node.kind) {
    case 'job':
      return jobChildren(node.job);
    case 'group':
      return groupChildren(node.job, node.group);
    case 'check':
      return checkChildren(node.check);
    case 'reason':
    case 'file':
    case 'failure':
    case 'settled':
    case 'more':
    case 'finding':
    case 'moreFindings':
      return [];
  }
}

/** Whether there is a line to say why nothing goes on. */
export function hasReason(job: JobSnapshot): boolean {
  return (
    job.state === 'waiting' ||
    job.reason !== undefined ||
    job.summary?.stoppedBy !== undefined ||
    (job.offline && job.state === 'running')
  );
}

/** How many files a group stands for, those included that are not listed. */
export function groupSize({ summary, progress, arrived, skipped }: JobSnapshot, group: GroupName): number {
  switch (group) {
    case 'arrived': {
      const settled = progress
        ? progress.filesDone - progress.skipped - progress.failed - progress.dropped
        : 0;
      return summary?.files ?? Math.max(arrived.length, settled);
    }
    case 'skipped':
      return summary?.alreadyThere ?? Math.max(skipped.length, progress?.skipped ?? 0);
  }
}

function jobChildren(job: JobSnapshot): DownloadNode[] {
  const failed = job.summary?.failed ?? job.progress?.failed ?? 0;
  const unlisted = failed - job.failures.length;
  const groups = (['arrived', 'skipped'] as const).filter((group) => groupSize(job, group) > 0);
  return [
    ...(hasReason(job) ? [{ kind: 'reason', job } as const] : []),
    ...job.active.map((file) => ({ kind: 'file', job, file }) as const),
    ...job.failures.map((failure) => ({ kind: 'failure', job, failure }) as const),
    ...(unlisted > 0 ? [{ kind: 'more', job, of: 'failures', count: unlisted } as const] : []),
    ...groups.map((group) => ({ kind: 'group', job, group }) as const),
  ];
}

function groupChildren(job: JobSnapshot, group: GroupName): DownloadNode[] {
  const listed = job[group];
  const count = groupSize(job, group) - listed.length;
  return [
    ...listed.map((file) => ({ kind: 'settled', job, group, file }) as const),
    ...(count > 0 ? [{ kind: 'more', job, of: group, count } as const] : []),
  ];
}

function checkChildren(check: FolderCheck): DownloadNode[] {
  if (!check.report) return [];
  const { findings, wrong, missing, changed, unknown } = check.report;
  const listed = findings.filter((finding) => finding.kind !== 'whole');
  const count = wrong + missing + changed + unknown - listed.length;
  return [
    ...listed.map((finding) => ({ kind: 'finding', check, finding }) as const),
    ...(count > 0 ? [{ kind: 'moreFindings', check, count } as const] : []),
  ];
}

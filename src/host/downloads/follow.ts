import type * as vscode from 'vscode';
import type { JobSnapshot, JobState } from '../../core/transfer/jobs';
import type { JobList } from './jobList';

/** What a job has come to in this window, worth telling. */
export interface JobNews {
  done(job: JobSnapshot): void;
  failed(job: JobSnapshot): void;
  /** By the engine, for `job.reason`. */
  paused(job: JobSnapshot): void;
}

/**
 * Tells of each job once when it ends or is paused by something else than the person. What former windows left
 * is no news: a job counts from the moment that it ran in this one.
 */
export function followJobs(jobs: JobList, news: JobNews): vscode.Disposable {
  const before = new Map<string, JobState>();
  const look = (job: JobSnapshot): void => {
    const { spec, state } = job;
    const former = before.get(spec.id);
    before.set(spec.id, state);
    if (former === state) return;
    const hasRun = former === 'running' || former === 'waiting';
    switch (state) {
      case 'done':
        if (hasRun) news.done(job);
        return;
      case 'failed':
        if (hasRun) news.failed(job);
        return;
      case 'paused':
        if (hasRun && job.reason) news.paused(job);
        return;
      case 'running':
      case 'waiting':
      case 'cancelled':
        return;
    }
  };
  return jobs.onDidChange((job) => {
    if (job) {
      look(job);
      return;
    }
    const listed = new Set(jobs.all.map(({ spec }) => spec.id));
    for (const id of before.keys()) if (!listed.has(id)) before.delete(id);
    for (const one of jobs.all) look(one);
  });
}

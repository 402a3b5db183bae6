import type { HcpError } from '../../core/errors';
import { causes } from './causes';

/** An error as it is remembered for a report: codes and facts alone. */
export interface RecentError {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly code: string;
  readonly facts: HcpError['facts'];
  /** What led to it, outermost first, without messages, which may quote anything. */
  readonly causes: readonly string[];
}

const most = 10;

/** The last errors of this window, in memory only. */
export class RecentErrors {
  private errors: readonly RecentError[] = [];

  /** Oldest first. */
  get all(): readonly RecentError[] {
    return this.errors;
  }

  add(error: HcpError, now = new Date()): void {
    const { code, facts } = error;
    const one = { at: now.toISOString(), code, facts, causes: causes(error.cause, codeOnly) };
    this.errors = [...this.errors, one].slice(-most);
  }
}

function codeOnly(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

import { HcpError } from '../core/errors';

/** What the command ends with; `--help` explains each. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 130;

/** The command line asks for something that can't be. Its message is for the person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The exit status that says most about an error. */
export function statusOf(error: unknown): ExitStatus {
  if (error instanceof UsageError) return 2;
  if (!(error instanceof HcpError)) return 1;
  if (error.code === 'cancelled') return 130;
  if (error.code === 'disk.full') return 4;
  return error.code.startsWith('keys.') ? 3 : 1;
}

import { toHcpError } from '../core/errors';
import { errorEvent } from './errorEvent';
import type { CommandName } from './events';
import type { BucketOptions } from './options';
import { statusOf, UsageError, type ExitStatus } from './failure';
import type { Outcome } from './outcome';
import type { Output } from './output';
import type { Session } from './session';
import { wordsFor } from './words';

/** Runs a command with what all of them need. */
export type InSession = (
  name: CommandName,
  options: BucketOptions,
  work: (session: Session) => Promise<Outcome>,
) => Promise<void>;

/** Commands that leave something to go on with when they are interrupted. */
const resumable: ReadonlySet<CommandName> = new Set<CommandName>(['get']);

/** Runs a command, and says how it ended: in words on stderr, with `--json` in the summary. */
export async function runCommand(
  command: CommandName,
  output: Output,
  work: () => Promise<Outcome>,
): Promise<ExitStatus> {
  try {
    const { exit, summary } = await work();
    await output.events([{ event: 'summary', command, exit, ...summary }]);
    return exit;
  } catch (thrown) {
    output.showStatus('');
    if (thrown instanceof UsageError) {
      output.note(`hcp: ${thrown.message}`);
      return statusOf(thrown);
    }
    const error = toHcpError(thrown);
    const exit = statusOf(error);
    const how = resumable.has(command) ? ' The same command goes on where it stopped.' : '';
    output.note(`hcp: ${wordsFor(error)}${exit === 130 ? how : ''}${whereOf(error.code, error.cause)}`);
    await output.events([{ event: 'summary', command, exit, error: errorEvent(error) }]);
    return exit;
  }
}

/** For a report of a defect: what kind of error it was, and where. Its message could hold anything. */
function whereOf(code: string, cause: unknown): string {
  if (code !== 'unexpected' || !(cause instanceof Error)) return '';
  const at = /^\s+at .*$/m.exec(cause.stack ?? '')?.[0].trim() ?? '';
  return ` (${cause.name} ${at})`;
}

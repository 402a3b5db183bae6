import type { SummaryEvent } from './events';
import type { ExitStatus } from './failure';

/** How a command ended, when nothing cut it short. */
export interface Outcome {
  readonly exit: ExitStatus;
  readonly summary: Omit<SummaryEvent, 'event' | 'command' | 'exit'>;
}

import type { HcpError } from '../core/errors';
import type { ErrorEvent } from './events';
import { wordsFor } from './words';

/** An error as `--json` tells it: the code is for programs, the message for people. */
export function errorEvent(error: HcpError): ErrorEvent {
  return { code: error.code, message: wordsFor(error) };
}

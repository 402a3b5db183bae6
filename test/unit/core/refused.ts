import assert from 'node:assert/strict';
import { HcpError, type ErrorFacts, type HcpErrorCode } from '../../../src/core/errors';

/** Awaits a rejection with this code (and these facts), and returns the error. */
export async function refused(
  work: Promise<unknown>,
  code: HcpErrorCode,
  facts: ErrorFacts = {},
): Promise<HcpError> {
  let result: unknown;
  try {
    result = await work;
  } catch (error) {
    assert.ok(error instanceof HcpError, `not an HcpError: ${String(error)}`);
    assert.equal(error.code, code, `${error.code} ${JSON.stringify(error.facts)} ${String(error.cause)}`);
    assert.deepEqual({ ...error.facts, ...facts }, error.facts);
    return error;
  }
  assert.fail(`resolved with ${JSON.stringify(result)} instead of ${code}`);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPair } from '../accounts';
import { findDataset } from '../datasets';
import { jsonAnswer, lostAnswer, type Answer } from '../http';
import type { SignedInContext } from './context';
import { errorPage, newLookPage, page, signInPage } from './layout';

/** `GET /project/aws?project=…`: each request that gets through **resets** the pair. */
export async function resetKeyPair(context: SignedInContext): Promise<Answer | typeof lostAnswer> {
  const { accounts, parameters, userName, request } = context;
  const { keyAnswer, keyAnswerDelayMs, keyDelayMs } = context.switches();
  const dataset = findDataset(parameters.get('project') ?? '');
  if (!dataset) return errorPage(404, 'Project not found', userName);
  if (keyAnswer === 'status500') return errorPage(500, 'Internal Server Error', userName);
  if (keyAnswer === 'signInPage') return signInPage(undefined, {});
  if (!accounts.hasAcceptedAll(userName, dataset)) return refusal(context);
  const pair = accounts.resetPair(userName, keyDelayMs);
  await sleep(keyAnswerDelayMs, undefined, { signal: request.signal });
  return pairAnswer(pair, keyAnswer, userName);
}

function pairAnswer(
  pair: KeyPair,
  form: 'json' | 'jsonString' | 'status500AfterReset' | 'newForm' | 'lost',
  userName: string,
): Answer | typeof lostAnswer {
  switch (form) {
    case 'json':
      return jsonAnswer(200, pair);
    case 'jsonString':
      return jsonAnswer(200, JSON.stringify(pair));
    case 'status500AfterReset':
      return errorPage(500, 'Internal Server Error', userName);
    case 'newForm':
      return newLookPage('Your keys are on their way', userName);
    case 'lost':
      return lostAnswer;
  }
}

function refusal({ switches, userName }: SignedInContext): Answer {
  const message = 'You must agree to the data use terms of this project first.';
  if (switches().refusal === 'json403') return jsonAnswer(403, { error: message });
  return page({ title: 'Data Use Terms required', body: `<h1>${message}</h1>`, userName });
}

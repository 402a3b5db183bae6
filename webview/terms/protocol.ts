import {
  isHostMessage,
  isTermsSnapshot,
  type EventMessage,
  type TermsRequestName,
  type TermsRequests,
} from '../../src/shared/protocol';
import type { Protocol } from '../kit/client';

const slow = 60_000;
const quick = 10_000;

/** As long as a slow portal needs, where it is asked. */
export const termsProtocol: Protocol<TermsRequests, EventMessage> = {
  timeouts: {
    load: slow,
    accept: slow,
    openLink: quick,
    openPortal: quick,
    termsByHand: quick,
    copyReport: quick,
    openDataset: quick,
    signIn: quick,
    requestKeys: quick,
    useExistingKeys: quick,
    browse: quick,
  },
  isHostMessage,
  hasShape: (name: TermsRequestName, result) =>
    name === 'load' || name === 'accept' ? isTermsSnapshot(result) : result === null,
};

import { HcpError } from '../errors';
import type { Portal } from './portal';

type Step = 'signIn' | 'datasets' | 'acceptTerms' | 'requestKeyPair';

/** The same portal, whose errors say in the fact `step` which step failed. */
export function withSteps(portal: Portal): Portal {
  return {
    links: portal.links,
    get userName() {
      return portal.userName;
    },
    signOut: (signal) => portal.signOut(signal),
    isSignedIn: (signal) => portal.isSignedIn(signal),
    signIn: (userName, password, signal) => inStep('signIn', portal.signIn(userName, password, signal)),
    datasets: (signal) => inStep('datasets', portal.datasets(signal)),
    acceptTerms: (termsId, signal) => inStep('acceptTerms', portal.acceptTerms(termsId, signal)),
    requestKeyPair: (datasetId, signal) => inStep('requestKeyPair', portal.requestKeyPair(datasetId, signal)),
  };
}

async function inStep<T>(step: Step, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof HcpError)) throw error;
    throw new HcpError(error.code, { ...error.facts, step }, { cause: error.cause });
  }
}

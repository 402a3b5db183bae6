import type { ReactNode } from 'react';
import type { DatasetState, TermsStrings } from '../../src/shared/protocol';
import { Icon, type IconName } from '../kit/Icon';
import { usePage } from './context';

const icons: Readonly<Record<DatasetState, IconName>> = {
  noTerms: 'question',
  termsRequired: 'lock',
  accepted: 'check',
  acceptedWithKeys: 'key',
};

export function stateText(state: DatasetState, strings: TermsStrings): string {
  switch (state) {
    case 'noTerms':
      return strings.stateNoTerms;
    case 'termsRequired':
      return strings.stateTermsRequired;
    case 'accepted':
      return strings.stateAccepted;
    case 'acceptedWithKeys':
      return strings.stateAcceptedWithKeys;
  }
}

export function StateIcon({ state }: { readonly state: DatasetState }): ReactNode {
  return (
    <span className={`state state-${state}`}>
      <Icon name={icons[state]} />
    </span>
  );
}

/** The state in words and with an icon, so that nothing hangs on a colour. */
export function StateBadge({ state }: { readonly state: DatasetState }): ReactNode {
  const { strings } = usePage();
  return (
    <span className="badge">
      <StateIcon state={state} />
      {stateText(state, strings)}
    </span>
  );
}

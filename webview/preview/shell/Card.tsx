import type { ReactNode } from 'react';
import type { CardView } from '../../../src/shared/preview';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { usePage, usePageState } from './context';
import { isExpanded } from './state';

/** What the file is: one line that is always there, and all that is known of it below. */
export function Card(): ReactNode {
  const { page, strings, controller } = usePage();
  const state = usePageState();
  const expanded = isExpanded(state);
  return (
    <header className="card">
      <div className="card-head">
        <button
          type="button"
          className="card-toggle"
          aria-expanded={expanded}
          aria-controls="card-details"
          aria-label={expanded ? strings.hideDetails : strings.showDetails}
          onClick={() => {
            controller.expand(!expanded);
          }}
        >
          <Icon name="chevron" />
        </button>
        <h1>{page.name}</h1>
        <p className="card-short quiet">{state.card?.short ?? page.kind}</p>
      </div>
      <div id="card-details" hidden={!expanded}>
        {state.card === undefined ? null : <Details card={state.card} />}
      </div>
    </header>
  );
}

function Details({ card }: { readonly card: CardView }): ReactNode {
  const { strings } = usePage();
  return (
    <section aria-label={strings.details} className="card-details">
      <dl className="card-facts">
        {card.facts.map(({ id, label, value }) => (
          <div key={id} className="card-fact" data-fact={id}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Buttons card={card} />
    </section>
  );
}

function Buttons({ card }: { readonly card: CardView }): ReactNode {
  const { strings, controller } = usePage();
  return (
    <div className="button-row">
      {card.remote && (
        <Button
          onClick={() => {
            controller.begin('download', null);
          }}
        >
          {strings.download}
        </Button>
      )}
      {card.remote && (
        <Button
          secondary
          onClick={() => {
            controller.begin('copyAddress', null);
          }}
        >
          {strings.copyAddress}
        </Button>
      )}
      {card.text && (
        <Button
          secondary
          onClick={() => {
            controller.begin('openAsText', null);
          }}
        >
          {strings.openAsText}
        </Button>
      )}
    </div>
  );
}

import { useId, type ReactNode } from 'react';
import { Button } from '../kit/Button';
import { ErrorBox } from '../kit/ErrorBox';
import { Checkbox } from '../kit/Checkbox';
import { format } from '../kit/format';
import { usePage, usePageState } from './context';
import type { TermsCardProps } from './TermsCard';

/** After these the page has to be read anew before anything is accepted. */
const needsRefresh: ReadonlySet<string> = new Set(['terms.changed', 'timeout']);

/** The tick and the button: a person's own act, for one text. */
export function AcceptForm({ dataset, terms, cardKey, userName }: TermsCardProps): ReactNode {
  const { strings, controller } = usePage();
  const { ticked, cards } = usePageState();
  const hintId = useId();
  const isTicked = ticked.includes(cardKey);
  const { accepting = false, error } = cards[cardKey] ?? {};
  const accept = (): void => void controller.accept(dataset, terms);
  const refresh = (): void => void controller.load(true);
  return (
    <div className="accept">
      <div className="accept-tick">
        <Checkbox
          checked={isTicked}
          disabled={accepting}
          describedBy={hintId}
          onChange={(on) => {
            controller.tick(cardKey, on);
          }}
        >
          {strings.tick}
        </Checkbox>
        <p id={hintId} className="quiet">
          {format(strings.acceptHint, userName)}
        </p>
      </div>
      <Button
        disabled={!isTicked}
        busy={accepting}
        label={accepting ? undefined : format(strings.acceptNamed, terms.title)}
        onClick={accept}
      >
        {accepting ? strings.accepting : strings.accept}
      </Button>
      {error !== undefined && (
        <ErrorBox
          message={error.message}
          actions={[
            needsRefresh.has(error.code)
              ? { title: strings.refresh, run: refresh }
              : { title: strings.retry, run: accept },
            {
              title: strings.termsByHand,
              run: () => {
                controller.begin('termsByHand', { datasetId: dataset.id });
              },
            },
            {
              title: strings.copyReport,
              run: () => {
                controller.begin('copyReport', null);
              },
            },
          ]}
        />
      )}
    </div>
  );
}

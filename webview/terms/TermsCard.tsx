import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import type { DatasetView, TermsView } from '../../src/shared/protocol';
import { LinkButton } from '../kit/Button';
import { format } from '../kit/format';
import { Icon } from '../kit/Icon';
import { sanitise } from '../kit/sanitise';
import { AcceptForm } from './AcceptForm';
import { usePage, usePageState } from './context';
import { TermsText } from './TermsText';

export interface TermsCardProps {
  readonly dataset: DatasetView;
  readonly terms: TermsView;
  readonly cardKey: string;
  readonly userName: string;
}

/** One set of terms: its text, and the way to accept it or the mark that it is accepted. */
export function TermsCard(props: TermsCardProps): ReactNode {
  const { terms, cardKey } = props;
  const { strings, controller } = usePage();
  const { expanded } = usePageState();
  const heading = useFocusOnceAccepted(cardKey);
  const headingId = useId();
  const textId = useId();
  const text = useMemo(() => sanitise(terms.html), [terms.html]);
  const isOpen = !terms.accepted || expanded.includes(cardKey);
  return (
    <article className="card" aria-labelledby={headingId}>
      <div className="card-title">
        <h3 id={headingId} ref={heading} tabIndex={-1}>
          {terms.title}
        </h3>
        {terms.accepted && (
          <>
            <span className="badge">
              <span className="state state-accepted">
                <Icon name="check" />
              </span>
              {strings.accepted}
            </span>
            <LinkButton
              expanded={isOpen}
              controls={textId}
              label={`${isOpen ? strings.hideText : strings.showText}: ${terms.title}`}
              onClick={() => {
                controller.expand(cardKey, !isOpen);
              }}
            >
              <Icon name="chevron" />
              {isOpen ? strings.hideText : strings.showText}
            </LinkButton>
          </>
        )}
      </div>
      {terms.changedSince !== undefined && (
        <p className="card-note card-changed">
          <Icon name="error" />
          <span>
            {format(terms.accepted ? strings.changedAccepted : strings.changedRequired, terms.changedSince)}
          </span>
        </p>
      )}
      <div id={textId}>
        {isOpen && !text.empty && (
          <TermsText text={text} label={format(strings.termsText, terms.title)} cardKey={cardKey} />
        )}
      </div>
      {text.empty && !terms.accepted && <p className="card-note">{strings.emptyText}</p>}
      {!text.empty && !terms.accepted && <AcceptForm {...props} />}
    </article>
  );
}

/** The Accept button is gone once the portal has confirmed; the focus must not be lost with it. */
function useFocusOnceAccepted(cardKey: string): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const isJustAccepted = usePageState().justAccepted === cardKey;
  useEffect(() => {
    const nothingFocused = document.activeElement === null || document.activeElement === document.body;
    if (isJustAccepted && nothingFocused) heading.current?.focus();
  }, [isJustAccepted]);
  return heading;
}

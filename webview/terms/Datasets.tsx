import { useEffect, useRef, type ReactNode } from 'react';
import type { DatasetView, TermsSnapshot } from '../../src/shared/protocol';
import { usePage } from './context';
import { DatasetSection, datasetElementId } from './DatasetSection';
import { keptState } from './keptState';
import { settled } from './settled';
import { StateIcon, stateText } from './StateBadge';

type Ready = Extract<TermsSnapshot, { kind: 'ready' }>;

/** All datasets below one another, with a table of contents beside them. */
export function Datasets({ snapshot }: { readonly snapshot: Ready }): ReactNode {
  const { strings } = usePage();
  useScrollPosition(snapshot);
  if (snapshot.datasets.length === 0) return <p className="notice">{strings.emptyDatasets}</p>;
  return (
    <div className="columns">
      {snapshot.datasets.length > 1 && <Contents datasets={snapshot.datasets} />}
      <div className="datasets">
        {snapshot.datasets.map((dataset) => (
          <DatasetSection key={dataset.id} dataset={dataset} userName={snapshot.userName} />
        ))}
      </div>
    </div>
  );
}

function Contents({ datasets }: { readonly datasets: readonly DatasetView[] }): ReactNode {
  const { strings } = usePage();
  return (
    <nav className="contents" aria-label={strings.datasets}>
      <ul>
        {datasets.map((dataset) => (
          <li key={dataset.id}>
            <a
              href={`#${datasetElementId(dataset.id)}`}
              onClick={(event) => {
                event.preventDefault();
                event.stopPropagation();
                goTo(dataset.id);
              }}
            >
              <StateIcon state={dataset.state} />
              <span>{dataset.title}</span>
              <span className="visually-hidden">({stateText(dataset.state, strings)})</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function goTo(datasetId: string): void {
  const heading = document.getElementById(datasetElementId(datasetId));
  heading?.focus({ preventScroll: true });
  heading?.closest('section')?.scrollIntoView({ block: 'start' });
}

/** Goes to the dataset that the person came for, else to where they were before the page was hidden. */
function useScrollPosition(snapshot: Ready): void {
  const restored = useRef(false);
  useEffect(() => {
    if (snapshot.focus !== undefined) goTo(snapshot.focus);
    else if (!restored.current) window.scrollTo(0, keptState.read().page);
    restored.current = true;
  }, [snapshot]);
  useEffect(() => {
    const onScroll = settled(() => {
      keptState.write({ page: window.scrollY });
    });
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
    };
  }, []);
}

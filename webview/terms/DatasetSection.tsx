import type { ReactNode } from 'react';
import type { DatasetView, ReleaseView } from '../../src/shared/protocol';
import { LinkButton } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { usePage } from './context';
import { NextStep } from './NextStep';
import { StateBadge } from './StateBadge';
import { cardKey } from './state';
import { TermsCard } from './TermsCard';

/** Id of a dataset's heading. */
export function datasetElementId(datasetId: string): string {
  return `dataset-${encodeURIComponent(datasetId)}`;
}

interface DatasetSectionProps {
  readonly dataset: DatasetView;
  readonly userName: string;
}

export function DatasetSection({ dataset, userName }: DatasetSectionProps): ReactNode {
  const { strings, controller } = usePage();
  const headingId = datasetElementId(dataset.id);
  return (
    <section className="dataset" aria-labelledby={headingId}>
      <div className="dataset-title">
        <h2 id={headingId} tabIndex={-1}>
          {dataset.title}
        </h2>
        <StateBadge state={dataset.state} />
        <LinkButton
          label={`${strings.openDataset}: ${dataset.title}`}
          onClick={() => {
            controller.begin('openDataset', { datasetId: dataset.id });
          }}
        >
          {strings.openDataset}
          <Icon name="external" />
        </LinkButton>
      </div>
      <Releases releases={dataset.releases} />
      {dataset.state === 'noTerms' && <p>{strings.noTerms}</p>}
      {dataset.terms.map((terms) => {
        const key = cardKey(userName, dataset, terms);
        return <TermsCard key={key} cardKey={key} dataset={dataset} terms={terms} userName={userName} />;
      })}
      <NextStep dataset={dataset} />
    </section>
  );
}

function Releases({ releases }: { readonly releases: readonly ReleaseView[] }): ReactNode {
  const { strings } = usePage();
  if (releases.length === 0) return <p className="quiet">{strings.notInBucket}</p>;
  return (
    <div className="releases">
      <p className="quiet">{strings.opens}</p>
      <ul>
        {releases.map((release) => (
          <li key={release.folder}>
            <Icon name="folder" />
            <code>{release.folder}</code>
            <span className="quiet">{release.label}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

import type { ReactNode } from 'react';
import type { DatasetView } from '../../src/shared/protocol';
import { Button } from '../kit/Button';
import { usePage } from './context';

/** What the person can do with a dataset whose terms are accepted. */
export function NextStep({ dataset }: { readonly dataset: DatasetView }): ReactNode {
  const { strings, controller } = usePage();
  if (dataset.releases.length === 0) return null;
  switch (dataset.state) {
    case 'noTerms':
    case 'termsRequired':
      return null;
    case 'accepted':
      return (
        <div className="next-step">
          <h3>{strings.nextKeysTitle}</h3>
          <p>{strings.nextKeys}</p>
          <div className="button-row">
            <Button
              onClick={() => {
                controller.begin('requestKeys', { datasetId: dataset.id });
              }}
            >
              {strings.requestKeys}
            </Button>
            <Button
              secondary
              onClick={() => {
                controller.begin('useExistingKeys', null);
              }}
            >
              {strings.useExistingKeys}
            </Button>
          </div>
        </div>
      );
    case 'acceptedWithKeys':
      return (
        <div className="next-step">
          <h3>{strings.nextBrowseTitle}</h3>
          <p>{strings.nextBrowse}</p>
          <div className="button-row">
            <Button
              secondary
              onClick={() => {
                controller.begin('browse', null);
              }}
            >
              {strings.browse}
            </Button>
          </div>
        </div>
      );
  }
}

import type { ReactNode } from 'react';
import { LinkButton } from '../kit/Button';
import { ErrorBox } from '../kit/ErrorBox';
import { format } from '../kit/format';
import { Icon } from '../kit/Icon';
import { Progress } from '../kit/Progress';
import { usePage, usePageState } from './context';
import { Datasets } from './Datasets';
import { SignedOut } from './SignedOut';

export function App(): ReactNode {
  const { strings } = usePage();
  const { announcement } = usePageState();
  return (
    <div className="page">
      <header className="page-header">
        <h1>{strings.title}</h1>
        <p className="intro">{strings.intro}</p>
        <AccountLine />
      </header>
      <main>
        <Content />
      </main>
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
    </div>
  );
}

function AccountLine(): ReactNode {
  const { strings, controller } = usePage();
  const { snapshot, loading } = usePageState();
  if (snapshot?.kind !== 'ready') return null;
  return (
    <div className="account-line">
      <span className="account-name">
        <Icon name="account" />
        <span>{format(strings.signedInAs, snapshot.userName)}</span>
      </span>
      <span className={loading ? 'is-loading' : undefined}>
        <LinkButton onClick={() => void controller.load(true)}>
          <Icon name="refresh" />
          {strings.refresh}
        </LinkButton>
      </span>
    </div>
  );
}

function Content(): ReactNode {
  const { strings, controller } = usePage();
  const { snapshot, loading, loadError } = usePageState();
  const error = loadError !== undefined && (
    <ErrorBox
      title={strings.loadFailed}
      message={loadError.message}
      actions={[
        { title: strings.retry, run: () => void controller.load(true) },
        {
          title: strings.termsByHand,
          run: () => {
            controller.begin('termsByHand', {});
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
  );
  if (snapshot === undefined) return loading ? <Progress>{strings.loading}</Progress> : error;
  if (snapshot.kind === 'signedOut') return loading ? <Progress>{strings.loading}</Progress> : <SignedOut />;
  return (
    <>
      {error}
      <Datasets snapshot={snapshot} />
    </>
  );
}

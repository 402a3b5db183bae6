import type { ReactNode } from 'react';
import { Button } from '../kit/Button';
import { usePage } from './context';

export function SignedOut(): ReactNode {
  const { strings, controller } = usePage();
  return (
    <section className="notice" aria-labelledby="signed-out-title">
      <h2 id="signed-out-title">{strings.signedOutTitle}</h2>
      <p>{strings.signedOut}</p>
      <div className="button-row">
        <Button
          onClick={() => {
            controller.begin('signIn', null);
          }}
        >
          {strings.signIn}
        </Button>
        <Button
          secondary
          onClick={() => {
            controller.begin('termsByHand', {});
          }}
        >
          {strings.termsByHand}
        </Button>
        <Button
          secondary
          onClick={() => {
            controller.begin('openPortal', null);
          }}
        >
          {strings.openPortal}
        </Button>
      </div>
    </section>
  );
}

import { useEffect, type ReactNode } from 'react';
import { AccessLine } from './AccessLine';
import { Body } from './Body';
import { BytesLine } from './BytesLine';
import { Card } from './Card';
import { usePageState } from './context';

export function App(): ReactNode {
  const { announcement, phase } = usePageState();
  useEffect(() => {
    document.body.dataset.preview = phase.kind === 'shown' ? phase.preview.kind : phase.kind;
  }, [phase]);
  return (
    <div className="preview">
      <Card />
      <main>
        <Body />
      </main>
      <AccessLine />
      <BytesLine />
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
    </div>
  );
}

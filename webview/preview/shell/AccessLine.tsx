import type { ReactNode } from 'react';
import { accessRequest } from '../../../src/shared/preview';
import { LinkButton } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { usePage, usePageState } from './context';

/** Why nothing more is read, and the way on. */
export function AccessLine(): ReactNode {
  const { controller } = usePage();
  const { access } = usePageState();
  if (access === undefined) return null;
  return (
    <aside className="access-line">
      <Icon name="error" />
      <span>{access.message}</span>
      {access.actions.map((title, action) => (
        <LinkButton
          key={title}
          onClick={() => {
            controller.begin('act', { request: accessRequest, action });
          }}
        >
          {title}
        </LinkButton>
      ))}
    </aside>
  );
}

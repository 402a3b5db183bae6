import { useEffect, type ReactNode } from 'react';
import type { LinksPreview } from '../../../src/shared/preview';
import { LinkButton } from '../../kit/Button';
import { useDrawn, usePage } from './context';

/** The files that this one names, each a link where it is there. */
export function LinksView({ links }: { readonly links: LinksPreview }): ReactNode {
  const { controller, strings } = usePage();
  const drawn = useDrawn();
  useEffect(() => {
    drawn('links');
  }, [drawn]);
  return (
    <div className="links">
      {links.groups.map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <ul>
            {group.links.map((link, place) => (
              <li key={place}>
                {link.found ? (
                  <LinkButton
                    onClick={() => {
                      controller.begin('openPath', { path: link.path });
                    }}
                  >
                    {link.label}
                  </LinkButton>
                ) : (
                  <span>
                    {link.label} <span className="quiet">({strings.notThere})</span>
                  </span>
                )}
                <span className="quiet"> {link.detail}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

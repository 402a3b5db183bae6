import { datasets, findTerms, termsHtml } from '../datasets';
import { textAnswer, type Answer } from '../http';
import type { SignedInContext } from './context';
import { errorPage, escapeHtml, newLookPage, page, signInPage } from './layout';

/** `GET /terms/show/<id>` */
export function showTerms({ accounts, userName, switches }: SignedInContext, id: string): Answer {
  const terms = findTerms(id);
  if (!terms) return errorPage(404, 'Terms not found', userName);
  const button = accounts.hasAccepted(userName, id)
    ? '<button type="button" class="btn" disabled>✓ Agreed</button>'
    : `<form action="/terms/agree/${id}" method="post"><button type="submit" class="btn btn-primary">Agree</button></form>`;
  const body = `<div class="card">
<div class="card-header">${escapeHtml(terms.title)}</div>
<div class="card-body" style="white-space: pre-line">${termsHtml(terms, switches().hostileTerms)}</div>
</div>
${button}`;
  return page({ title: terms.title, body, userName });
}

/** `GET /terms/mine` */
export function showMyTerms({ accounts, userName }: SignedInContext): Answer {
  const items = datasets
    .flatMap(({ terms }) => terms)
    .filter(({ id }) => accounts.hasAccepted(userName, id))
    .map(({ id, title }) => `<li><a href="/terms/show/${id}">${escapeHtml(title)}</a></li>`);
  const body = `<h1>My Data Use Terms</h1>
<ul>
${items.join('\n')}
</ul>`;
  return page({ title: 'My Data Use Terms', body, userName });
}

/** `POST /terms/agree/<id>`: 200 done, 409 when the user directory fails, 500 otherwise. */
export function agree({ accounts, userName, switches }: SignedInContext, id: string): Answer {
  const terms = findTerms(id);
  if (!terms) return errorPage(404, 'Terms not found', userName);
  const { termsAnswer, rightsDelayMs } = switches();
  switch (termsAnswer) {
    case 'done':
      accounts.accept(userName, id, rightsDelayMs);
      return textAnswer(200, 'text/plain;charset=UTF-8', 'agreed');
    case 'directoryFailure':
      return textAnswer(409, 'text/plain;charset=UTF-8', 'The user directory could not be updated.');
    case 'newForm':
      return newLookPage('Thank you', userName);
    case 'signInPage':
      return signInPage(undefined, {});
    case 'error':
      return errorPage(500, 'Internal Server Error', userName);
  }
}

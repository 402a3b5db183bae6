import { datasets, findDataset, termsHtml, type SandboxDataset, type SandboxTerms } from '../datasets';
import type { Answer } from '../http';
import type { PortalContext } from './context';
import { errorPage, escapeHtml, newLookPage, page } from './layout';

/** `GET /project?project=…`, for everyone; what can be done on it depends on the account. */
export function showDataset(context: PortalContext): Answer {
  const { parameters, userName } = context;
  const dataset = findDataset(parameters.get('project') ?? '');
  if (!dataset) return errorPage(404, 'Project not found', userName);
  if (context.switches().changedPage) return newLookPage(dataset.title, userName);
  return page({ title: dataset.title, body: datasetBody(context, dataset), userName });
}

export function showHome({ userName }: PortalContext): Answer {
  const items = datasets.map(
    ({ id, title }) => `<li><a href="/project?project=${id}">${escapeHtml(title)}</a></li>`,
  );
  const body = `<h1>ConnectomeDB powered by BALSA</h1>
<p>This is a sandbox: nothing here is real.</p>
<ul>
${items.join('\n')}
</ul>`;
  return page({ title: 'ConnectomeDB powered by BALSA', body, userName });
}

function datasetBody(context: PortalContext, dataset: SandboxDataset): string {
  const cards = dataset.terms.map((terms) => card(context, terms));
  return `<h1>${escapeHtml(dataset.title)}</h1>
<input type="hidden" id="viewRestricted" value="false">
<button type="button" data-toggle="modal" data-target="#termsModal">Data Use Terms</button>
${context.userName === undefined ? '' : keyButton(dataset)}
<div class="modal-static" id="termsModal">
<h2>Data Use Terms</h2>
<div class="accordion" id="termsAccordion">
${cards.join('\n')}
</div>
</div>`;
}

function keyButton({ id }: SandboxDataset): string {
  return `<a class="btn btn-primary" id="awsButton" href="/project/aws?project=${id}">Get/Reset AWS S3 Access</a>`;
}

/** A card as in the template of 2023: only one that is not agreed to has a `#title` and a form. */
function card({ accounts, userName, switches }: PortalContext, terms: SandboxTerms): string {
  const { id } = terms;
  const agreed = userName !== undefined && accounts.hasAccepted(userName, id);
  const cross = agreed ? '' : `<span id="title${id}" class="text-danger">&times;</span> `;
  return `<div class="card">
<div class="card-header"><button class="btn btn-link" type="button" data-toggle="collapse" data-target="#terms${id}">${cross}${escapeHtml(terms.title)}</button></div>
<div id="terms${id}" class="card-body" style="white-space: pre-line" data-parent="#termsAccordion">${termsHtml(terms, switches().hostileTerms)}
${agreed ? '<button type="button" class="btn" disabled>✓ Agreed</button>' : agreeForm(id, userName !== undefined)}</div>
</div>`;
}

function agreeForm(id: string, signedIn: boolean): string {
  const button = signedIn
    ? `<button type="submit" class="btn btn-primary" id="button${id}">I Agree</button>`
    : `<button type="submit" class="btn" id="button${id}" disabled>Login to Agree</button>`;
  return `<form action="/terms/agree/${id}" method="post">${button}</form>`;
}

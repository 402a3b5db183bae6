import { load, type Cheerio, type CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { HcpError } from '../errors';
import type { Terms, TermsReference } from './portal';
import { termsIdPattern } from './termsId';

/** What the portal's HTML tells: every trait of its pages is here (as in the template of 2023). */

/** Whether a page was made for a signed-in person; `unknown` when it does not look like the portal's. */
export type SessionTrait = 'signedIn' | 'signedOut' | 'unknown';

/** One set of terms as a dataset's page shows it; what could not be read there is undefined. */
export interface TermsCard {
  readonly id: string;
  readonly title: string | undefined;
  readonly html: string | undefined;
  readonly accepted: boolean | undefined;
}

/** Far above what the pages of the template need. */
const mostTags = 20_000;
const deepest = 400;
const mostCards = 100;

/**
 * The page, when it is one that can be read in a moment: others would hold up the extension host, or be too
 * deep for what walks them. @throws HcpError `portal.changed`
 */
function opened(html: string): CheerioAPI {
  if (html.split('<', mostTags + 2).length > mostTags + 1) throw tooMuch('tags');
  const $ = load(html);
  let level = $.root().children().toArray();
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw tooMuch('levels');
    level = level.flatMap(({ children }) =>
      children.filter((child): child is Element => child.type === 'tag'),
    );
  }
  return $;
}

const tooMuch = (what: string) => new HcpError('portal.changed', { reason: `too many ${what}` });

/**
 * A signed-in page holds the user name and "Logout". The sign-in dialog is in every page, so its password
 * field tells nothing about the session, but a page without either is not one that we know.
 */
export function readSession(html: string, userName: string | undefined): SessionTrait {
  const $ = opened(html);
  const hasSignInForm = $('#loginModalForm, input[name="j_password"]').length > 0;
  $('script, style, template, noscript').remove();
  // Element by element, since neighbours may stand in the source without a space between them.
  const text = $('*')
    .contents()
    .toArray()
    .map((node) => (node.type === 'text' ? node.data : ''))
    .join(' ');
  if (/\blog\s?out\b/i.test(text) && userName !== undefined && holdsWord(text, userName)) return 'signedIn';
  return hasSignInForm ? 'signedOut' : 'unknown';
}

function holdsWord(text: string, word: string): boolean {
  const lower = text.toLowerCase();
  const wanted = word.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const around =
      lower.slice(Math.max(0, at - 1), at) + lower.slice(at + wanted.length, at + wanted.length + 1);
    if (!/[\p{L}\p{N}_]/u.test(around)) return true;
  }
  return false;
}

/** The terms cards of a dataset's page, in the page's order; none when the page has another layout. */
export function readTermsCards(html: string): readonly TermsCard[] {
  const $ = opened(html);
  const scope = $('#termsAccordion').length > 0 ? '#termsAccordion ' : '';
  const ids = new Set<string>();
  $(`${scope}[id^="terms"], ${scope}form[action*="/terms/agree/"]`).each((_index, element) => {
    const id = element.attribs.id?.replace(/^terms/, '') ?? '';
    const agreed = agreeId(element.attribs.action);
    if (agreed !== undefined) ids.add(agreed);
    else if (termsIdPattern.test(id) && isTermsBody($, $(element), id)) ids.add(id);
  });
  if (ids.size > mostCards) throw tooMuch('terms');
  return [...ids].map((id) => readCard($, id));
}

function agreeId(action: string | undefined): string | undefined {
  return /\/terms\/agree\/([\w-]{1,64})\/?(?:[?#].*)?$/.exec(action ?? '')?.[1];
}

/** `#terms<ID>` by the company it keeps, since other parts of the dialog begin with "terms" too. */
function isTermsBody($: CheerioAPI, body: Cheerio<Element>, id: string): boolean {
  if (/^(Modal|Accordion)/.test(id)) return false;
  if ($(`[id="title${id}"], [id="button${id}"]`).length > 0) return true;
  return body
    .find('button, input[type="submit"]')
    .toArray()
    .some((button) => isAgreed($(button)));
}

function isAgreed(button: Cheerio<Element>): boolean {
  return /\bagreed\b/i.test(label(button));
}

function label(button: Cheerio<Element>): string {
  return (button.text().trim() || button.attr('value')) ?? '';
}

function readCard($: CheerioAPI, id: string): TermsCard {
  const body = $(`[id="terms${id}"]`).first();
  return {
    id,
    title: readCardTitle($, id, body),
    html: readText($, body),
    accepted: readAccepted($, id, body),
  };
}

function readAccepted($: CheerioAPI, id: string, body: Cheerio<Element>): boolean | undefined {
  const forms = $('form[action]')
    .toArray()
    .filter((form) => agreeId(form.attribs.action) === id);
  if (forms.length > 0 || $(`[id="title${id}"]`).length > 0) return false;
  const buttons = body.find('button, input[type="submit"]').toArray();
  return buttons.some((button) => isAgreed($(button))) ? true : undefined;
}

function readCardTitle($: CheerioAPI, id: string, body: Cheerio<Element>): string | undefined {
  const marker = $(`[id="title${id}"]`).first().parent();
  const card = body.closest('.card');
  const toggle = $(
    `[data-target="#terms${id}"], [data-bs-target="#terms${id}"], [href="#terms${id}"]`,
  ).first();
  for (const found of [marker, card.find('.card-header').first(), toggle, body.prev()]) {
    const copy = found.clone();
    copy.find('span[id^="title"], button.close').remove();
    const text = copy
      .text()
      .replace(/\s+/g, ' ')
      .replace(/^[×✓✗✘\s]+/u, '')
      .trim();
    if (text !== '') return text;
  }
  return undefined;
}

/** The text as the portal sent it, without the controls that agree to it. */
function readText($: CheerioAPI, body: Cheerio<Element>): string | undefined {
  const copy = body.clone();
  copy.find('button, input, select').remove();
  copy.find('form').each((_index, form) => {
    $(form).replaceWith($(form).contents());
  });
  const inner = copy.find('.card-body').first();
  const text = inner.length > 0 && inner.text().trim() === copy.text().trim() ? inner : copy;
  return text.text().trim() === '' ? undefined : (text.html()?.trim() ?? undefined);
}

/** One set of terms from its own page (`/terms/show/<id>`); undefined when the page is not one. */
export function readTermsPage(html: string, id: string): Terms | undefined {
  const $ = opened(html);
  const buttons = $('button, input[type="submit"]')
    .toArray()
    .map((button) => label($(button)));
  const accepted = buttons.some((text) => /\bagreed\b/i.test(text));
  const open = buttons.some((text) => /\bagree\b/i.test(text)) || html.includes(`/terms/agree/${id}`);
  const card = $('.card')
    .filter((_index, element) => $(element).find('.card-body').length > 0)
    .first();
  const text = readText($, card.find('.card-body').first());
  if (text === undefined || (!accepted && !open)) return undefined;
  const header = card.find('.card-header').first().text().replace(/\s+/g, ' ').trim();
  const title = header || $('title').first().text().replace(/\s+/g, ' ').trim() || id;
  return { id, title, html: text, accepted };
}

/** The accepted terms (`/terms/mine`): each a link to its own page. */
export function readAcceptedTerms(html: string): readonly TermsReference[] {
  const $ = opened(html);
  return $('a[href*="/terms/show/"]')
    .toArray()
    .map((link) => ({
      id: /\/terms\/show\/([\w-]{1,64})\/?(?:[?#].*)?$/.exec(link.attribs.href ?? '')?.[1] ?? '',
      title: $(link).text().replace(/\s+/g, ' ').trim(),
    }))
    .filter((terms) => terms.id !== '');
}

import { HcpError, type ErrorFacts } from '../errors';
import type { Answer } from './transport';

/** What can be told of an answer that was not expected: its looks, never its words, which may hold anything. */

export function isHtml(answer: Answer): boolean {
  return answer.contentType.includes('html') || /^\s*<(!doctype|html)/i.test(answer.text);
}

export function serverError(answer: Answer): HcpError {
  return new HcpError('portal.server', { status: answer.status, path: plainPath(answer.url) });
}

/** @param expected what this version would have read, in a word or two */
export function unknownAnswer(answer: Answer, expected: string, more: ErrorFacts = {}): HcpError {
  return new HcpError('portal.changed', { ...factsOf(answer), expected, ...more });
}

/** Status, path and looks of an answer. */
export function factsOf(answer: Answer): ErrorFacts {
  return { status: answer.status, path: plainPath(answer.url), found: looksOf(answer) };
}

/** The path of an address without the session id that some servers write into it (`;jsessionid=…`). */
export function plainPath(url: URL): string {
  return url.pathname.replace(/;[^/]*/g, '');
}

const elements = new Set(
  `html body main section article header footer nav aside div span p a ul ol li table tr td form input select
  option button textarea label h1 h2 h3 h4 h5 h6 dialog details iframe script style template noscript img`.split(
    /\s+/,
  ),
);

/** Names of the portal's own template, by which its pages are known (portal-and-bucket.md, section 2). */
const traits = [
  'loginModalForm',
  'j_password',
  'termsModal',
  'termsAccordion',
  '/terms/agree/',
  '/terms/show/',
  '/project/aws',
  '/logoff',
  'card-body',
] as const;

const mostElements = 12;

function looksOf(answer: Answer): string {
  const kind = /^[\w./+-]{1,40}/.exec(answer.contentType)?.[0] ?? 'no type';
  const size = `${kind}, ${String(answer.text.length)} characters`;
  if (!isHtml(answer)) return size;
  const seen = traits.filter((trait) => answer.text.includes(trait));
  return `${size}; ${countElements(answer.text)}; knows ${seen.join(' ') || 'nothing'}`;
}

function countElements(html: string): string {
  const counts = new Map<string, number>();
  for (const [, name = ''] of html.matchAll(/<([a-z][a-z0-9-]*)/gi)) {
    const known = elements.has(name.toLowerCase()) ? name.toLowerCase() : 'other';
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one).slice(0, mostElements);
  return sorted.map(([name, count]) => `${name} ${String(count)}`).join(' ') || 'no elements';
}

import { sanitise, type SafeText } from '../../kit/sanitise';
import { localAddress, pathOfAddress } from './links';

export interface SafePage extends SafeText {
  /** The file that a link leads to, as key or path; undefined for one to the web. */
  readonly pathOf: (address: string) => string | undefined;
}

/** An untrusted page as plain formatting, its relative links kept as links to the files beside it. */
export function safePage(html: string, path: string): SafePage {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  nameImages(parsed);
  for (const link of parsed.querySelectorAll('a[href], area[href]')) {
    const address = localAddress(link.getAttribute('href') ?? '', path);
    if (address !== undefined) link.setAttribute('href', address);
  }
  const text = sanitise(parsed.body.innerHTML);
  for (const link of text.fragment.querySelectorAll('a[href]')) {
    const file = pathOfAddress(link.getAttribute('href') ?? '');
    if (file !== undefined) link.setAttribute('title', file);
  }
  return { ...text, pathOf: pathOfAddress };
}

/** Pictures are not fetched: each becomes a link to its file, named as the page names it. */
function nameImages(page: Document): void {
  for (const image of page.querySelectorAll('img[src]')) {
    const source = image.getAttribute('src') ?? '';
    const name = image.getAttribute('alt')?.trim() ?? '';
    const text = page.createTextNode(`[${name === '' ? source.slice(source.lastIndexOf('/') + 1) : name}]`);
    if (image.closest('a') !== null) {
      image.replaceWith(text);
      continue;
    }
    const link = page.createElement('a');
    link.setAttribute('href', source);
    link.append(text);
    image.replaceWith(link);
  }
}

import DOMPurify from 'dompurify';

const blockTags =
  'blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul'.split(
    ' ',
  );
const inlineTags = 'a abbr b cite code em i q s small span strong sub sup u'.split(' ');

/** Their words are part of a page's workings, not of its text. */
const droppedWithContent = (
  'audio button canvas datalist head iframe math noscript object option script select style svg template ' +
  'textarea title video'
).split(' ');

/** Untrusted HTML as a tree of plain formatting and of links to the web, and whether it is mere text. */
export interface SafeText {
  readonly fragment: DocumentFragment;
  /** No block or line break in it: its own line breaks are the only structure that it has. */
  readonly plain: boolean;
  readonly empty: boolean;
}

/** Keeps words, plain formatting and web links of untrusted HTML; no attribute but a link's address survives. */
export function sanitise(html: string): SafeText {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: [...blockTags, ...inlineTags],
    ALLOWED_ATTR: ['href'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    FORBID_CONTENTS: droppedWithContent,
  });
  lowerHeadings(fragment);
  for (const link of fragment.querySelectorAll('a[href]')) {
    link.setAttribute('title', link.getAttribute('href') ?? '');
  }
  return {
    fragment,
    plain: fragment.querySelector(blockTags.join(',')) === null,
    empty: (fragment.textContent ?? '').trim() === '',
  };
}

/** The text stands below our own headings of levels 1 to 3. */
function lowerHeadings(fragment: DocumentFragment): void {
  for (const heading of fragment.querySelectorAll('h1, h2, h3, h5, h6')) {
    const lowered = document.createElement('h4');
    lowered.append(...heading.childNodes);
    heading.replaceWith(lowered);
  }
}

import DOMPurify from 'dompurify';

const blockTags = (
  'blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre ' + 'table tbody td tfoot th thead tr ul'
).split(' ');
const inlineTags = 'a abbr b cite code em i q s small span strong sub sup u'.split(' ');

/** Their words are part of a page's workings, not of its text. */
const droppedWithContent = (
  'audio button canvas datalist head iframe math noscript object option script select style svg template ' +
  'textarea title video'
).split(' ');

/** Untrusted HTML as a tree of plain formatting and of links to the web. */
export interface SafeText {
  readonly fragment: DocumentFragment;
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
  fragment.normalize();
  tidyLineBreaks(fragment);
  for (const link of fragment.querySelectorAll('a[href]')) {
    link.setAttribute('title', link.getAttribute('href') ?? '');
  }
  return { fragment, empty: (fragment.textContent ?? '').trim() === '' };
}

/** The text stands below our own headings of levels 1 to 3. */
function lowerHeadings(fragment: DocumentFragment): void {
  for (const heading of fragment.querySelectorAll('h1, h2, h3, h5, h6')) {
    const lowered = document.createElement('h4');
    lowered.append(...heading.childNodes);
    heading.replaceWith(lowered);
  }
}

/**
 * The line breaks of the source are shown, since the portal's texts have no other structure. Those between
 * blocks only lay out the source, and rows of empty lines are what dropped elements left.
 */
function tidyLineBreaks(fragment: DocumentFragment): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (isBoundary(text.previousSibling, text.parentNode)) text.data = text.data.trimStart();
    if (isBoundary(text.nextSibling, text.parentNode)) text.data = text.data.trimEnd();
    text.data = text.data.replaceAll(/\n\s*\n/g, '\n\n');
    if (text.data === '') text.remove();
  }
}

/** Whether a block begins or ends where `sibling` stands; without a sibling it is the parent that does. */
function isBoundary(sibling: Node | null, parent: Node | null): boolean {
  const node = sibling ?? parent;
  return node instanceof DocumentFragment || (node instanceof Element && blockTags.includes(node.localName));
}

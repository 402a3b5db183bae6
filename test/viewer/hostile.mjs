// Shows untrusted HTML as the terms panel and the preview of pages do, on a page that forbids nothing by itself.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { safePage } from '../../webview/preview/readable/safePage';
import { sanitise } from '../../webview/kit/sanitise';
import { SafeHtml } from '../../webview/kit/SafeHtml';

const { document, window } = globalThis;
const root = createRoot(document.getElementById('root'));

window.hcpLinks = [];
window.hcpShow = (html, as) => {
  const text = as === 'terms' ? sanitise(html) : safePage(html, 'HCP_1200/100307/page.html');
  root.render(createElement(SafeHtml, { text, onLink: (url) => window.hcpLinks.push(url) }));
};

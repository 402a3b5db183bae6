import type { TermsStrings } from '../../shared/protocol';

export interface PageParts {
  /** Both fresh for each page, and different: the page itself can read the one for styles. */
  readonly scriptNonce: string;
  readonly styleNonce: string;
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly language: string;
  readonly strings: TermsStrings;
}

/**
 * The page of the terms panel. Only our own script and style sheet may load: no image, font, frame or
 * connection, and nothing inline. The UI toolkit styles itself through constructed style sheets, which
 * the policy does not touch; its nonce, named in a meta element, is for the empty style element by which
 * it finds out whether the browser knows `:focus-visible`.
 */
export function termsPage(parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.scriptNonce}'`,
    `style-src ${parts.cspSource} 'nonce-${parts.styleNonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta property="csp-nonce" content="${parts.styleNonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(parts.styleUri)}">
<title>${escapeAttribute(parts.strings.title)}</title>
</head>
<body>
<div id="root" data-strings="${escapeAttribute(JSON.stringify(parts.strings))}"></div>
<script nonce="${parts.scriptNonce}" src="${escapeAttribute(parts.scriptUri)}"></script>
</body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

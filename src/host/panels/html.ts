import type { TermsStrings } from '../../shared/protocol';

export interface PageParts {
  /** Fresh for each page. */
  readonly nonce: string;
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
 * the policy does not touch.
 */
export function termsPage(parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(parts.styleUri)}">
<title>${escapeAttribute(parts.strings.title)}</title>
</head>
<body>
<div id="root" data-strings="${escapeAttribute(JSON.stringify(parts.strings))}"></div>
<script nonce="${parts.nonce}" src="${escapeAttribute(parts.scriptUri)}"></script>
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

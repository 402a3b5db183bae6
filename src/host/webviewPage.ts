import { randomBytes } from 'node:crypto';

export interface PageParts {
  /** Both fresh for each page, and different: the page itself can read the one for styles. */
  readonly scriptNonce: string;
  readonly styleNonce: string;
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** Where pictures may come from besides; none without it. */
  readonly imageSources?: readonly string[];
  /** The page finds the JSON of each as `data-<name>` of its root. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The page of a webview. Only our own script and style sheet may load: no font, frame or connection, no
 * picture unless asked for, and nothing inline. A script that has the nonce can hand it on to another of ours. The UI toolkit styles itself through constructed style sheets, which
 * the policy does not touch; its nonce, named in a meta element, is for the empty style element by which
 * it finds out whether the browser knows `:focus-visible`.
 */
export function webviewPage(parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.scriptNonce}'`,
    `style-src ${parts.cspSource} 'nonce-${parts.styleNonce}'`,
    ...(parts.imageSources ? [`img-src ${parts.imageSources.join(' ')}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = Object.entries(parts.data)
    .map(([name, value]) => ` data-${name}="${escapeAttribute(JSON.stringify(value))}"`)
    .join('');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta property="csp-nonce" content="${parts.styleNonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(parts.styleUri)}">
<title>${escapeAttribute(parts.title)}</title>
</head>
<body>
<div id="root"${data}></div>
<script nonce="${parts.scriptNonce}" src="${escapeAttribute(parts.scriptUri)}"></script>
</body>
</html>
`;
}

/** To be used once. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

import type { Acceptance } from './acceptances';

/** An acceptance with its text in plain words, as a person reads it. */
export interface ReadableEntry {
  readonly acceptance: Acceptance;
  /** Undefined when the text was not kept. */
  readonly text: string | undefined;
}

export interface ExportFacts {
  /** Name and version of this program. */
  readonly tool: string;
  readonly exportedAt: Date;
}

/**
 * A page that an ethics board can read and print: a table of the acceptances, then each text once. English only.
 * All that came from the portal is plain text in it, and nothing is loaded or run.
 */
export function ledgerPage(entries: readonly ReadableEntry[], { tool, exportedAt }: ExportFacts): string {
  const byDigest = new Map(entries.map((entry) => [entry.acceptance.digest, entry]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Accepted data use terms</title>
<style>
body { font: 11pt/1.5 sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #888; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
code { overflow-wrap: anywhere; }
pre { font: inherit; white-space: pre-wrap; border-left: 3px solid #888; padding-left: 1rem; }
</style>
</head>
<body>
<h1>Accepted data use terms</h1>
<p>Data use terms that were accepted with ${escaped(tool)}, each as the portal confirmed it. Exported ${time(exportedAt.toISOString())}. What was accepted in a browser is not listed. The portal keeps the record that counts.</p>
<table>
<thead><tr><th>Accepted</th><th>Account</th><th>Terms</th><th>Datasets</th><th>Portal</th><th>SHA-256 of the text</th></tr></thead>
<tbody>
${entries.map(({ acceptance }) => row(acceptance)).join('\n')}
</tbody>
</table>
${[...byDigest.values()].map(section).join('\n')}
</body>
</html>
`;
}

function row({
  acceptedAt,
  seenAt,
  userName,
  title,
  termsId,
  datasetIds,
  portal,
  digest,
}: Acceptance): string {
  const cells = [
    time(acceptedAt) +
      (seenAt === undefined ? '' : ` (the answer was lost; seen as accepted ${time(seenAt)})`),
    escaped(userName),
    `${escaped(title)} (${escaped(termsId)})`,
    escaped(datasetIds.join(', ')),
    escaped(portal ?? 'not noted'),
    `<a href="#${digest}"><code>${digest}</code></a>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function section({ acceptance: { digest, title }, text }: ReadableEntry): string {
  const told =
    text === undefined
      ? '<p>The text was not kept in this editor.</p>'
      : `<p>As the portal sent it, byte for byte: <code>texts/${digest}.txt</code></p>\n<pre>${escaped(text)}</pre>`;
  return `<h2 id="${digest}">${escaped(title)}</h2>\n<p>SHA-256 <code>${digest}</code></p>\n${told}`;
}

function time(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** The same for programs. */
export function ledgerJson(entries: readonly ReadableEntry[], { tool, exportedAt }: ExportFacts): string {
  const acceptances = entries.map(({ acceptance, text }) => ({
    ...acceptance,
    text: text === undefined ? null : `texts/${acceptance.digest}.txt`,
  }));
  const ledger = {
    kind: 'hcp-terms-ledger',
    version: 1,
    tool,
    exportedAt: exportedAt.toISOString(),
    acceptances,
  };
  return `${JSON.stringify(ledger, null, 2)}\n`;
}

import { parseKeyPair, type KeyPair } from './keyPair';

/**
 * Finds a key pair in text that was not written for this program: an answer of the portal, a pasted file.
 * Understands JSON (also a JSON string that holds JSON, nested objects, any spelling of the two names),
 * labelled lines (`aws_access_key_id = …`, `export AWS_…=…`, `Access key: …`), the CSV of the AWS console,
 * and the two values on their own. Of several profiles, `[hcp]` is meant. Undefined when there is not
 * exactly one pair to be seen.
 */
export function findKeyPair(text: string): KeyPair | undefined {
  const json = fromJson(text);
  if (json !== undefined) return json;
  const profile = hcpProfile(text);
  if (profile !== undefined) return fromLabels(profile);
  return fromCsv(text) ?? fromLabels(text) ?? fromBareValues(text);
}

/** What stands between `[hcp]` and the next header, also where a box swallowed the line breaks. */
export function hcpProfile(text: string): string | undefined {
  return /\[\s*(?:profile\s+)?hcp\s*\]([^[]*)/.exec(text)?.[1];
}

const nesting = 4;

function fromJson(text: string): KeyPair | undefined {
  const whole = tryJson(text);
  if (whole !== undefined) return fromValue(whole, nesting);
  const embedded = /\{[\s\S]*\}/.exec(text)?.[0];
  return embedded === undefined ? undefined : fromValue(tryJson(embedded), nesting);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function fromValue(value: unknown, depth: number): KeyPair | undefined {
  if (depth === 0) return undefined;
  if (typeof value === 'string') return fromValue(tryJson(value), depth - 1);
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  return (
    fromEntries(entries) ??
    entries
      .filter(([, inner]) => typeof inner === 'object' || typeof inner === 'string')
      .map(([, inner]) => fromValue(inner, depth - 1))
      .find((pair) => pair !== undefined)
  );
}

type Role = 'accessKeyId' | 'secretAccessKey';

/** What a name stands for, however it is spelled: `AWS_ACCESS_KEY_ID`, `Access key ID`, `accessKey`… */
function roleOf(name: string): Role | undefined {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  if (/secret(access)?key(id)?$/.test(letters)) return 'secretAccessKey';
  return /accesskey(id)?$/.test(letters) ? 'accessKeyId' : undefined;
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): KeyPair | undefined {
  const found: Partial<Record<Role, unknown>> = {};
  for (const [name, value] of entries) {
    const role = roleOf(name);
    if (role === undefined || typeof value !== 'string') continue;
    if (found[role] !== undefined && found[role] !== value) return undefined;
    found[role] = value;
  }
  return asKeyPair(found);
}

function asKeyPair(data: unknown): KeyPair | undefined {
  try {
    return parseKeyPair(data);
  } catch {
    return undefined;
  }
}

function fromCsv(text: string): KeyPair | undefined {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map(unquoted));
  const [header, row] = rows;
  if (header === undefined || row === undefined || header.length < 2 || rows.length > 2) return undefined;
  return fromEntries(header.map((name, column) => [name, row[column]] as const));
}

function fromLabels(text: string): KeyPair | undefined {
  const entries = text
    .split(/\r?\n/)
    .map((line) => /^\s*(?:export |set |setx |\$env:)?([\w .-]+?)["']?\s*[=:]\s*(\S.*)$/i.exec(line))
    .filter((match) => match !== null)
    .map((match) => [match[1] ?? '', unquoted(match[2] ?? '')] as const);
  return fromEntries(entries);
}

function fromBareValues(text: string): KeyPair | undefined {
  const words = text.split(/[\s,;"'<>]+/).filter((word) => word !== '');
  const ids = new Set(words.filter((word) => /^AKIA[A-Z0-9]{16}$/.test(word)));
  const secrets = new Set(words.filter((word) => /^[A-Za-z0-9/+]{40}$/.test(word)));
  if (ids.size !== 1 || secrets.size !== 1) return undefined;
  return asKeyPair({ accessKeyId: [...ids][0], secretAccessKey: [...secrets][0] });
}

function unquoted(value: string): string {
  return value
    .trim()
    .replace(/^(["'])(.*)\1[,;]?$/, '$2')
    .trim();
}

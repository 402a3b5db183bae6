import type { RecentError } from './recentErrors';

export interface ReportInput {
  /** Name and version of each program that matters, and where it runs. */
  readonly environment: Readonly<Record<string, string>>;
  /** The settings that differ from their defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly errors: readonly RecentError[];
  /** Names of people and folders that are struck out wherever they stand. */
  readonly private: readonly string[];
}

/** The facts that say what failed; those that name keys, files or subjects are left out. */
const toldFacts = [
  'step',
  'status',
  'path',
  'expected',
  'found',
  'reason',
  'sent',
  'operation',
  'minutes',
  'direction',
  'region',
  'datasetId',
] as const;

/**
 * A text for whoever helps the person, English only, ready for a public issue: no secret, no access key ID,
 * no user name, no folder, nothing of what a server wrote.
 */
export function errorReport({ environment, settings, errors, private: names }: ReportInput): string {
  const lines = [
    '### HCP Explorer: report',
    '',
    ...Object.entries(environment).map(([name, value]) => `- ${name}: ${value}`),
    '',
    '#### Settings that differ from the defaults',
    '',
    ...orNone(Object.entries(settings).map(([id, value]) => `- ${id}: ${toldSetting(id, value)}`)),
    '',
    '#### Last errors, oldest first',
    '',
    ...orNone(errors.map(errorLine)),
  ];
  return `${scrub(lines.join('\n'), names)}\n`;
}

const orNone = (lines: readonly string[]) => (lines.length > 0 ? lines : ['none']);

function errorLine({ at, code, facts, causes }: RecentError): string {
  const told = toldFacts.flatMap((name) =>
    facts[name] === undefined ? [] : [`${name}: ${oneLine(String(facts[name]))}`],
  );
  const led = causes.length > 0 ? [`from ${causes.map(oneLine).join(' ← ')}`] : [];
  return `- ${at} \`${code}\` ${[...told, ...led].join('; ')}`.trimEnd();
}

const addresses: readonly string[] = ['hcp.portal.url', 'hcp.bucket.endpoint'];

/** Folders are nobody's business, and of an address only where it leads: the rest may hold a password. */
function toldSetting(id: string, value: unknown): string {
  if (id === 'hcp.download.folder') return 'set';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return 'of another type than it should be';
  if (!addresses.includes(id) && !value.includes('/')) return oneLine(value);
  const origin = URL.canParse(value) ? new URL(value).origin : 'null';
  return origin === 'null' ? 'not an address' : origin;
}

const oneLine = (text: string) => text.replace(/[\s`]+/g, ' ').slice(0, 300);

/** The last net: whatever looks like a key, and every private name, wherever it came from. */
function scrub(text: string, names: readonly string[]): string {
  const keyless = text
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '‹access key ID›')
    .replace(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40,}(?![A-Za-z0-9/+])/g, '‹secret›');
  return names
    .filter((name) => name.length > 2)
    .sort((one, other) => other.length - one.length)
    .reduce(
      (rest, name) =>
        rest.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu'), '‹name›'),
      keyless,
    );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

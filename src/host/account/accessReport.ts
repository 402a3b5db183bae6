import type { ReleaseAccess } from '../../core/bucket/access';
import type { BucketAddress } from '../../core/bucket/objectStore';
import type { HcpError } from '../../core/errors';
import { safeUrl } from '../../core/safeUrl';
import type { AccessCheck, Drift } from './accessCheck';

export interface ReportFacts {
  /** Name and version of this program. */
  readonly tool: string;
  readonly address: BucketAddress;
}

/**
 * A text for whoever helps the person, English only. It may end up in public: it has no secret, no account name,
 * and only the end of the access key ID.
 */
export function accessReport(check: AccessCheck, { tool, address }: ReportFacts): string {
  const lines = [
    `Access report of ${tool}`,
    `Tested: ${check.checkedAt}`,
    `Key pair: …${check.accessKeyId.slice(-4)}, in this editor since ${check.obtainedAt.slice(0, 10)}`,
    `Bucket: ${address.bucket}, region ${address.region}, ${endpointOf(address)}`,
    ...(check.result.kind === 'refused'
      ? [`Refused: ${inCodes(check.result.error)}`]
      : [...check.result.releases.map(releaseLine), ...driftLine(check.result.drift)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Nothing of an endpoint but its host: an address may hold a password or a token. */
function endpointOf({ endpoint }: BucketAddress): string {
  if (endpoint === undefined) return 'AWS';
  return `endpoint ${safeUrl(endpoint)?.origin ?? 'not usable'}`;
}

function driftLine(drift: Drift | undefined): readonly string[] {
  return drift ? [`Clock: ${String(drift.minutes)} minutes ${drift.direction}`] : [];
}

function releaseLine({ release, access }: ReleaseAccess): string {
  const name = release.prefix.slice(0, -1);
  if (access === 'open') return `${name}: open`;
  return access === 'denied' ? `${name}: refused, terms needed` : `${name}: unknown, ${inCodes(access)}`;
}

/** The facts that say why; those that name the key are left out. */
function inCodes({ code, facts }: HcpError): string {
  const told = ['status', 'reason', 'minutes', 'direction', 'region'] as const;
  const named = told.flatMap((name) => (facts[name] === undefined ? [] : [`${name} ${String(facts[name])}`]));
  return [code, ...named].join(', ');
}

import * as v from 'valibot';

export type ServerName = 'portal' | 'bucket';
export const serverNameSchema = v.picklist(['portal', 'bucket']);

/** What the bucket was asked for. */
export type Operation = 'list' | 'get' | 'head' | 'other';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const match = {
  server: serverNameSchema,
  /** A regular expression over the object's key, the listing's prefix, or the portal's path with its query. */
  pattern: v.string(),
  method: v.optional(v.picklist(['GET', 'HEAD', 'POST'])),
  /** Bucket only. */
  operation: v.optional(v.picklist(['list', 'get', 'head', 'other'])),
  /** How many matching requests it is for; without it, all. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

export const faultRuleSchema = v.variant('kind', [
  /** The connection is cut after so many bytes of the body. */
  v.strictObject({ ...match, kind: v.literal('dropAfter'), bytes: count }),
  /** Nothing comes any more after so many bytes; the connection stays open. */
  v.strictObject({ ...match, kind: v.literal('stallAfter'), bytes: count }),
  v.strictObject({ ...match, kind: v.literal('drip'), bytesPerSecond: v.pipe(v.number(), v.minValue(1)) }),
  v.strictObject({ ...match, kind: v.literal('status500') }),
  v.strictObject({ ...match, kind: v.literal('slowDown503') }),
  /** Content-Length is more than what comes, or less than what the object has. */
  v.strictObject({ ...match, kind: v.literal('wrongLength'), length: v.picklist(['long', 'short']) }),
  /** Bucket only: the object's ETag is another one, as if the object had been replaced. */
  v.strictObject({ ...match, kind: v.literal('changedEtag') }),
  /** Bucket only: the pair that signs is dead from the request after so many matching ones. */
  v.strictObject({ ...match, kind: v.literal('keyDiesAfter'), requests: count }),
  v.strictObject({ ...match, kind: v.literal('delay'), milliseconds: v.pipe(v.number(), v.minValue(0)) }),
  /** The connection is cut at once, and the request is not carried out. */
  v.strictObject({ ...match, kind: v.literal('down') }),
]);

export type FaultRule = Readonly<v.InferOutput<typeof faultRuleSchema>>;
export type FaultKind = FaultRule['kind'];

/** The faults that one request meets, at most one of each kind. */
export class Effects {
  constructor(private readonly rules: readonly FaultRule[]) {}

  find<Kind extends FaultKind>(kind: Kind): Extract<FaultRule, { kind: Kind }> | undefined {
    return this.rules.find((rule): rule is Extract<FaultRule, { kind: Kind }> => rule.kind === kind);
  }
}

export interface FaultTarget {
  readonly method: string;
  readonly operation?: Operation;
  /** The object's key, the listing's prefix, or the portal's path with its query. */
  readonly name: string;
}

interface ActiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  matches: number;
}

/** The faults that are switched on. */
export class Faults {
  private active: ActiveRule[] = [];
  private nextId = 1;

  /** @throws SyntaxError when the pattern is no regular expression */
  add(rule: FaultRule): number {
    const id = this.nextId++;
    this.active.push({ id, rule, pattern: new RegExp(rule.pattern, 'u'), matches: 0 });
    return id;
  }

  remove(id: number): void {
    this.active = this.active.filter((rule) => rule.id !== id);
  }

  clear(): void {
    this.active = [];
  }

  /** The faults for a request; counts it. */
  take(server: ServerName, target: FaultTarget): Effects {
    const met = this.active.filter((entry) => entry.rule.server === server && matches(entry, target));
    for (const entry of met) entry.matches++;
    return new Effects(met.filter(isDue).map(({ rule }) => rule));
  }
}

function matches({ rule, pattern, matches: soFar }: ActiveRule, target: FaultTarget): boolean {
  return (
    (rule.times === undefined || soFar < rule.times) &&
    (rule.method === undefined || rule.method === target.method) &&
    (rule.operation === undefined || rule.operation === target.operation) &&
    pattern.test(target.name)
  );
}

function isDue({ rule, matches: soFar }: ActiveRule): boolean {
  return rule.kind !== 'keyDiesAfter' || soFar > rule.requests;
}

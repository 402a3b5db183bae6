/**
 * What can go wrong, as a closed list. The host turns a code into words and buttons in one place
 * (`host/messages`); nothing ever decides by the text of a message.
 */
export type HcpErrorCode =
  /** The person stopped it. Never shown. */
  | 'cancelled'
  /** The portal could not be reached: no network, refused, timed out, bad certificate. */
  | 'portal.unreachable'
  /** The configured portal address is not https, or http on loopback. */
  | 'portal.address'
  /** User name or password refused. */
  | 'portal.credentials'
  /** No session, or it has expired. */
  | 'portal.session'
  /** The portal answered with a server error. */
  | 'portal.server'
  /** The portal answered, but not with what this version knows how to read. */
  | 'portal.changed'
  /** The data use terms of the dataset are not accepted yet. */
  | 'portal.termsRequired'
  /** Acceptance was refused because the user directory could not be updated (409). */
  | 'portal.userDirectory'
  /** The key request was certainly not carried out: it never left, or the portal refused it. */
  | 'keys.notRequested'
  /** The key request was sent and no answer with a pair came back: the former pair may be dead. */
  | 'keys.answerLost'
  /** There is no key pair to work with. */
  | 'keys.missing'
  /** What was given is not a key pair. */
  | 'keys.malformed'
  /** InvalidAccessKeyId: the bucket does not know the access key ID (reset elsewhere, deleted, not valid yet). */
  | 'keys.unknown'
  /** SignatureDoesNotMatch: the secret access key is wrong. */
  | 'keys.secret'
  /** RequestTimeTooSkewed: this machine's clock is off by more than 15 minutes. */
  | 'keys.clock'
  /** The new pair did not become valid in the time that was waited. */
  | 'keys.notYetValid'
  /** Another window has a newer pair, which this window can't read from the secret store. */
  | 'keys.replaced'
  /** The editor's secret store failed. */
  | 'keys.notStored'
  /** Another window is requesting keys right now. */
  | 'keys.requestRunning'
  /** The bucket could not be reached. */
  | 'bucket.unreachable'
  /** AccessDenied: no right here (terms not accepted, or rights not widened yet). Says nothing about the pair. */
  | 'bucket.denied'
  /** No such object. */
  | 'bucket.notFound'
  /** The object is another one than the one that was asked for (ETag changed). */
  | 'bucket.changed'
  /** SlowDown or a server error of the bucket. */
  | 'bucket.busy'
  /** The bucket answered something that S3 does not answer (wrong length, wrong range, no XML). */
  | 'bucket.protocol'
  /** The bucket's name, region or endpoint is wrong. */
  | 'bucket.address'
  /** A body stopped arriving. */
  | 'transfer.stalled'
  /** The received bytes are not the ones that the bucket or HCP's manifest announces. */
  | 'transfer.checksum'
  /** More or fewer bytes than announced. */
  | 'transfer.size'
  /** The key can't be written below the target folder. */
  | 'disk.unsafeName'
  | 'disk.full'
  | 'disk.readOnly'
  | 'disk.nameTooLong'
  /** Any other failure of the file system. */
  | 'disk.failed'
  /** A defect of this program. */
  | 'unexpected';

/** Facts that go with an error, for its message. Never a secret, never a password. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

/** The only error that leaves the core. */
export class HcpError extends Error {
  override readonly name = 'HcpError';

  constructor(
    readonly code: HcpErrorCode,
    readonly facts: ErrorFacts = {},
    options: { readonly cause?: unknown } = {},
  ) {
    super(code, options);
  }

  /** Whether trying the same thing again, unchanged, can help. */
  get retryable(): boolean {
    const { status } = this.facts;
    // Another 4xx than those that have a code of their own is about the request, which stays the same.
    const ofRequest = this.code === 'bucket.protocol' && Number(status) >= 400 && Number(status) < 500;
    return retryableCodes.has(this.code) && !ofRequest;
  }

  static is(error: unknown, ...codes: readonly HcpErrorCode[]): error is HcpError {
    return error instanceof HcpError && (codes.length === 0 || codes.includes(error.code));
  }
}

const retryableCodes: ReadonlySet<HcpErrorCode> = new Set<HcpErrorCode>([
  'portal.unreachable',
  'portal.server',
  'bucket.unreachable',
  'bucket.busy',
  'bucket.protocol',
  'transfer.stalled',
  'transfer.checksum',
  'transfer.size',
]);

/** The error as an `HcpError`; whatever is not one becomes `cancelled` (an abort) or `unexpected`. */
export function toHcpError(error: unknown): HcpError {
  if (error instanceof HcpError) return error;
  if (error instanceof Error && error.name === 'AbortError')
    return new HcpError('cancelled', {}, { cause: error });
  return new HcpError('unexpected', {}, { cause: error });
}

/** Throws `cancelled` when the signal has been aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HcpError('cancelled');
}

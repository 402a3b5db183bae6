import { InvalidArgumentError, type Command } from 'commander';
import { safeUrl } from '../core/safeUrl';

export interface BucketOptions {
  readonly profile: string;
  readonly bucket: string;
  readonly region: string;
  readonly endpointUrl?: string;
  readonly json?: boolean;
}

export interface TransferOptions extends BucketOptions {
  readonly connections: number;
  /** Bytes a second. */
  readonly bandwidth?: number;
  /** False: sizes only. True unless said. */
  readonly checksum?: boolean;
}

const bytesPerMegabyte = 1_000_000;

/** @throws InvalidArgumentError */
export function parseConnections(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= mostConnections) return value;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${String(mostConnections)}.`);
}

export const mostConnections = 256;

/** Megabytes a second, as bytes a second. @throws InvalidArgumentError */
export function parseBandwidth(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value * bytesPerMegabyte;
  throw new InvalidArgumentError('Give a number of megabytes a second, for example 25 or 0.5.');
}

/** @throws InvalidArgumentError */
export function parseEndpoint(text: string): string {
  if (safeUrl(text) !== undefined) return text.trim();
  throw new InvalidArgumentError(
    'The address must begin with https:// (http:// only on this machine), without a user name.',
  );
}

export function withBucketOptions(command: Command): Command {
  return command
    .option('--json', 'one JSON event a line, a summary last')
    .option(
      '--profile <NAME>',
      'profile of the AWS credentials file, when the environment has no keys',
      'hcp',
    )
    .option('--bucket <NAME>', 'bucket', 'hcp-openaccess')
    .option('--region <NAME>', 'region of the bucket', 'us-east-1')
    .option('--endpoint-url <URL>', 'another S3 server than AWS', parseEndpoint);
}

export function withTransferOptions(command: Command): Command {
  return withBucketOptions(command)
    .option<TransferOptions['connections']>(
      '--connections <N>',
      `at most so many connections, up to ${String(mostConnections)}; fewer where more do not help`,
      parseConnections,
      mostConnections,
    )
    .option('--bandwidth <MB/s>', 'at most so many megabytes a second', parseBandwidth);
}

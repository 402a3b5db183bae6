import type { Client } from 'minio';
import type { Lab } from '../lab/rgw';
import type { Work } from './trees';

export const linkNames = ['near', 'far'] as const;
export type LinkName = (typeof linkNames)[number];

/** Where a client downloads from, and where to. */
export interface Scene {
  readonly lab: Lab;
  readonly work: Work;
  readonly link: LinkName;
  /** Address that the client is given. */
  readonly endpoint: string;
  /** Empty. */
  readonly folder: string;
  /** Empty, too: the client's home and settings. */
  readonly home: string;
  /** Signs addresses of the endpoint. */
  signer(): Client;
}

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type Kind = 'ours' | 'default' | 'tuned';
/** How a client looks at what it got: its MD5, or its size only. */
export type Checks = 'MD5' | 'size';

export interface BenchClient {
  readonly name: string;
  readonly kind: Kind;
  readonly checks: Checks;
  /** Forgets the port of an endpoint, so that it needs 80 and 443. */
  readonly ignoresPort?: boolean;
  /** Prints the version. */
  readonly version: Run;
  /** Writes what the client needs into its home; that is not part of its time. */
  prepare(scene: Scene): Run | Promise<Run>;
}

/** Variables that AWS tools read. */
export function awsVariables({ lab, home }: Scene): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = lab.users.all;
  return {
    HOME: home,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
    AWS_CA_BUNDLE: lab.caFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    SSL_CERT_FILE: lab.caFile,
  };
}

/** The source: the object itself where the work is a single one, else the prefix. */
export function source({ lab, work }: Scene): { readonly uri: string; readonly single: boolean } {
  const [first, second] = work.objects;
  const single = first !== undefined && second === undefined;
  return { uri: `s3://${lab.bucket}/${single ? first.key : work.prefix}`, single };
}

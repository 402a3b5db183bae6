import type { BucketAddress } from '../../core/bucket/objectStore';
import type { KeyPair } from '../../core/keyPair';

/** Variables of a terminal; null takes one away that the terminal would have got from elsewhere. */
export type TerminalEnvironment = Readonly<Record<string, string | null>>;

/**
 * What the AWS tools and the command `hcp` need to work with this pair at this address. What would bring another
 * identity or another server into play is taken away.
 */
export function terminalEnvironment(pair: KeyPair, { region, endpoint }: BucketAddress): TerminalEnvironment {
  const { accessKeyId, secretAccessKey } = pair;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    HCP_ACCESS_KEY_ID: accessKeyId,
    HCP_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint ?? null,
    AWS_ENDPOINT_URL: null,
    AWS_SESSION_TOKEN: null,
    AWS_SECURITY_TOKEN: null,
    AWS_PROFILE: null,
    AWS_DEFAULT_PROFILE: null,
  };
}

import { credentialsFilePath, readProfile } from '../core/bucket/credentialsFile';
import { HcpError } from '../core/errors';
import { parseKeyPair, type KeyPair } from '../core/keyPair';

/** The pair that requests are signed with. */
export interface Keys {
  /** @throws HcpError `keys.missing`, `keys.malformed`, `disk.failed` */
  current(): Promise<KeyPair>;
  /** Reads the pair again, after the bucket has refused it. @returns whether it is another one by now */
  renew(): Promise<boolean>;
}

/** From the environment, else from a profile of the AWS credentials file; the first one found is kept. */
export function findKeys(env: NodeJS.ProcessEnv, profile: string): Keys {
  let pair: Promise<KeyPair> | undefined;
  const read = () => readPair(env, profile);
  return {
    current: () => (pair ??= read()),
    renew: async () => {
      const before = await pair;
      pair = read();
      const after = await pair;
      return before?.accessKeyId !== after.accessKeyId || before.secretAccessKey !== after.secretAccessKey;
    },
  };
}

async function readPair(env: NodeJS.ProcessEnv, profile: string): Promise<KeyPair> {
  const accessKeyId = env.HCP_ACCESS_KEY_ID?.trim();
  const secretAccessKey = env.HCP_SECRET_ACCESS_KEY?.trim();
  if (accessKeyId && secretAccessKey) return parseKeyPair({ accessKeyId, secretAccessKey });
  // One of two is a slip of the person: another pair than the one that was meant must not take its place.
  if (accessKeyId || secretAccessKey) throw new HcpError('keys.missing');
  const file = credentialsFilePath(env);
  try {
    const pair = await readProfile(file, profile);
    if (pair === undefined) throw new HcpError('keys.missing');
    return pair;
  } catch (error) {
    if (!HcpError.is(error, 'keys.missing', 'keys.malformed')) throw error;
    throw new HcpError(error.code, { profile, file }, { cause: error });
  }
}

import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './sandbox';

const usage = `Usage: npm run sandbox -- [options]
  --json                 print one line of JSON instead of text
  --portal-port <port>   port of the portal (default: a free one)
  --s3-port <port>       port of the bucket (default: a free one)
  --key-delay <ms>       until a new key pair becomes valid (default: 3000)
  --seed <text>          changes every body (default: HCP_SANDBOX_SEED, else a fixed one)
  --help
`;

function number(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === '' || !Number.isInteger(value) || value < 0)
    throw new Error(`--${option} wants a whole number.`);
  return value;
}

function describe({ portalUrl, s3Endpoint, bucket, region, accounts, readyKeys }: Sandbox): string {
  const lines = accounts.map(({ userName, password, state }) => `  ${userName}  ${password}  ${state}`);
  return `Portal    ${portalUrl}
Bucket    ${s3Endpoint}/${bucket} (${region})
Accounts (user name, password, state)
${lines.join('\n')}
Key pair of "ready"
  access key ID      ${readyKeys.accessKeyId}
  secret access key  ${readyKeys.secretAccessKey}
Stop with Ctrl+C.
`;
}

function json({ portalUrl, s3Endpoint, bucket, region, accounts, readyKeys }: Sandbox): string {
  return `${JSON.stringify({ portalUrl, s3Endpoint, bucket, region, accounts, readyKeys })}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      'portal-port': { type: 'string' },
      's3-port': { type: 'string' },
      'key-delay': { type: 'string' },
      seed: { type: 'string', default: process.env.HCP_SANDBOX_SEED },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const sandbox = await startSandbox({
    seed: values.seed,
    portalPort: number(values['portal-port'], 'portal-port'),
    s3Port: number(values['s3-port'], 's3-port'),
    keyDelayMs: number(values['key-delay'], 'key-delay'),
  });
  const close = () => void sandbox.close();
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  process.stdout.write(values.json ? json(sandbox) : describe(sandbox));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

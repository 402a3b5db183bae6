import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultProvider } from '../../../../src/core/bucket/noOtherIdentity';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';

interface Seen {
  readonly keys: readonly string[];
  readonly awsAddress: string;
  readonly awsSignature: string;
  readonly awsToken?: string;
  readonly filesReadByStore: readonly string[];
  readonly filesReadByControl: number;
}

describe('the bucket: no identity, address or setting but the account’s', () => {
  let sandbox: Sandbox;
  let trap: Server;
  let folder: string;
  let asked: string[];
  let seen: Seen;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({ 'HCP/x': 'x' }) });
    asked = [];
    trap = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(404).end();
    });
    trap.listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const url = `http://127.0.0.1:${String((trap.address() as AddressInfo).port)}`;
    folder = await mkdtemp(join(tmpdir(), 'hostile-aws-'));
    await mkdir(join(folder, '.aws'));
    const profile = [
      'aws_access_key_id = AKIAHOSTILEHOSTILE00',
      `aws_secret_access_key = ${'h'.repeat(40)}`,
      'aws_session_token = hostile',
      `endpoint_url = ${url}/profile`,
      'region = eu-hostile-1',
      'retry_mode = nonsense',
      'max_attempts = nonsense',
      'use_fips_endpoint = nonsense',
      'request_checksum_calculation = nonsense',
    ];
    for (const [file, header] of [
      ['credentials', '[hostile]'],
      ['config', '[profile hostile]'],
    ] as const) {
      await writeFile(join(folder, '.aws', file), [header, ...profile, ''].join('\n'));
    }
    const environment = {
      PATH: process.env.PATH,
      HOME: folder,
      USERPROFILE: folder,
      AWS_PROFILE: 'hostile',
      AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
      AWS_ACCESS_KEY_ID: 'AKIAHOSTILEHOSTILE00',
      AWS_SECRET_ACCESS_KEY: 'h'.repeat(40),
      AWS_SESSION_TOKEN: 'hostile',
      AWS_REGION: 'eu-hostile-1',
      AWS_DEFAULT_REGION: 'eu-hostile-1',
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: `${url}/s3`,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_S3_USE_ARN_REGION: 'nonsense',
      AWS_S3_DISABLE_EXPRESS_SESSION_AUTH: 'nonsense',
      AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS: 'nonsense',
      AWS_MAX_ATTEMPTS: 'nonsense',
      AWS_RETRY_MODE: 'nonsense',
      AWS_DEFAULTS_MODE: 'auto',
      AWS_REQUEST_CHECKSUM_CALCULATION: 'nonsense',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'nonsense',
      AWS_AUTH_SCHEME_PREFERENCE: 'nonsense',
      AWS_SIGV4A_SIGNING_REGION_SET: 'nonsense',
      AWS_SDK_UA_APP_ID: 'hostile',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/hostile',
    };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--import',
        'tsx',
        join(__dirname, 'hostileEnvironment.ts'),
        JSON.stringify({ endpoint: sandbox.s3Endpoint, pair: sandbox.readyKeys }),
      ],
      { env: environment },
    );
    seen = JSON.parse(stdout) as Seen;
  });
  after(async () => {
    trap.closeAllConnections();
    trap.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  it('works in an environment full of others', () => {
    assert.deepEqual(seen.keys, ['HCP/x']);
  });

  it('asks AWS itself by virtual host, in its region, with the pair of the account and no token', () => {
    assert.equal(seen.awsAddress, 'https://hcp-openaccess.s3.us-east-1.amazonaws.com/');
    assert.match(
      seen.awsSignature,
      new RegExp(`Credential=${sandbox.readyKeys.accessKeyId}/\\d{8}/us-east-1/s3/`),
    );
    assert.equal(seen.awsToken, undefined);
  });

  it('reads neither profile nor metadata, where a client left to itself does', () => {
    assert.deepEqual(seen.filesReadByStore, []);
    assert.ok(seen.filesReadByControl > 0, 'the control sees that reading is noticed');
    assert.equal(asked[0], 'GET /control', 'nobody was asked before the control');
    assert.ok(asked.length > 1, 'the control asks for metadata');
  });

  it('has a refusal in the place of the SDK’s search', async () => {
    await assert.rejects(defaultProvider()(), /Only the key pair of this account/);
  });
});

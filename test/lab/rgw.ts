import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'minio';
import * as v from 'valibot';

const run = promisify(execFile);

const pairSchema = v.object({ accessKeyId: v.string(), secretAccessKey: v.string() });
export const labSchema = v.object({
  /** Name and version of the server. */
  server: v.string(),
  endpoint: v.string(),
  tlsEndpoint: v.string(),
  /** The certificate behind `tlsEndpoint`, as a PEM file. */
  caFile: v.string(),
  bucket: v.string(),
  users: v.object({
    /** May do everything. */
    owner: pairSchema,
    /** May list and read the whole bucket. */
    all: pairSchema,
    /** May list and read `HCP_1200/` only. */
    only1200: pairSchema,
    /** May do nothing. */
    none: pairSchema,
  }),
});

/** A running Ceph RGW, as `rgw-up` describes it. */
export type Lab = v.InferOutput<typeof labSchema>;
export type LabUser = keyof Lab['users'];

/**
 * Starts Ceph RGW in a folder and on ports of its own, hands it over with an empty bucket, and ends it after
 * that, also when this process is asked to end. Where the environment names a folder (README.md), the lab of
 * that folder is used instead, started when it is not up, and left up.
 * @throws Error with the last words of `rgw-up`
 */
export async function withLab<T>(
  work: (lab: Lab) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  if (process.env.HCP_LAB_DIR !== undefined) return work(await up({ ...settings, ...process.env }));
  const folder = await mkdtemp('/tmp/hcp-lab-');
  const [port, tlsPort, monPort] = await freePorts(3);
  const env = {
    ...process.env,
    ...settings,
    HCP_LAB_DIR: path.join(folder, 'rgw'),
    HCP_LAB_PORT: String(port),
    HCP_LAB_TLS_PORT: String(tlsPort),
    HCP_LAB_MON_PORT: String(monPort),
  };
  const stop = async () => {
    await run(path.join(__dirname, 'rgw-down'), ['--wipe'], { env });
    await rm(folder, { recursive: true, force: true });
  };
  const onSignal = () => {
    void stop().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  try {
    return await work(await up(env));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
    await stop();
  }
}

async function up(env: NodeJS.ProcessEnv): Promise<Lab> {
  const { stdout } = await run(path.join(__dirname, 'rgw-up'), [], { env });
  return v.parse(labSchema, JSON.parse(stdout));
}

/** A client of the lab that shares nothing with the product. What it uploads has its MD5 for an ETag. */
export function labClient(lab: Lab, user: LabUser, endpoint = lab.endpoint): Client {
  const { hostname, port, protocol } = new URL(endpoint);
  const useSSL = protocol === 'https:';
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = lab.users[user];
  return new Client({
    endPoint: hostname,
    port: port === '' ? (useSSL ? 443 : 80) : Number(port),
    useSSL,
    accessKey,
    secretKey,
    region: 'us-east-1',
    // The most that one request may upload.
    partSize: 5 * 1024 ** 3,
  });
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

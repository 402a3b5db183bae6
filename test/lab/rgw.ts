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
 * that, also when this process is asked to end. Settings in the environment (README.md) come first.
 * @throws Error with the last words of `rgw-up`
 */
export async function withLab<T>(
  work: (lab: Lab) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  const folder = await mkdtemp('/tmp/hcp-lab-');
  const [port, tlsPort, monPort] = await freePorts(3);
  const env = {
    HCP_LAB_DIR: path.join(folder, 'rgw'),
    HCP_LAB_PORT: String(port),
    HCP_LAB_TLS_PORT: String(tlsPort),
    HCP_LAB_MON_PORT: String(monPort),
    ...settings,
    ...process.env,
  };
  const script = (name: string, ...args: readonly string[]) => run(path.join(__dirname, name), args, { env });
  const stop = async () => {
    await script('rgw-down', '--wipe');
    await rm(folder, { recursive: true, force: true });
  };
  const onSignal = () => {
    void stop().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  try {
    const { stdout } = await script('rgw-up');
    return await work(v.parse(labSchema, JSON.parse(stdout)));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
    await stop();
  }
}

/** A client of the lab that shares nothing with the product. What it uploads has its MD5 for an ETag. */
export function labClient(lab: Lab, user: LabUser): Client {
  const { hostname, port } = new URL(lab.endpoint);
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = lab.users[user];
  return new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
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

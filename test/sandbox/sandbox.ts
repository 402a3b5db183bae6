import { join } from 'node:path';
import { Accounts, sandboxAccounts, type KeyPair, type SandboxAccount } from './accounts';
import { bucketName, bucketPart } from './bucket/bucket';
import { createContent, type Content } from './content/catalog';
import { createControl, type SandboxControl } from './control';
import { answerControl } from './controlEndpoint';
import { Faults, type ServerName } from './faults';
import { portalPart } from './portal/portal';
import { Sessions } from './portal/sessions';
import { RequestLog } from './requestLog';
import { LoopbackServer } from './server';
import { defaultSwitches, type Switches } from './switches';

export interface SandboxOptions {
  /** Changes every body that is served. */
  readonly seed?: string;
  /** 0, the default, takes a free port. */
  readonly portalPort?: number;
  readonly s3Port?: number;
  readonly keyDelayMs?: number;
  readonly idleMinutes?: number;
  readonly refuseRootListing?: boolean;
  /** Where digests are kept between runs. */
  readonly cacheFolder?: string;
  /** Served instead of the made content, and closed with the sandbox. */
  readonly content?: Content;
}

export interface Sandbox {
  readonly portalUrl: string;
  readonly s3Endpoint: string;
  readonly bucket: 'hcp-openaccess';
  readonly region: 'us-east-1';
  readonly accounts: readonly SandboxAccount[];
  /** The pair of the account that has accepted everything. */
  readonly readyKeys: KeyPair;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

/** Starts the portal and the bucket on loopback. @throws the error of `listen`, e.g. EADDRINUSE */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const accounts = new Accounts();
  const sessions = new Sessions();
  const faults = new Faults();
  const log = new RequestLog();
  const firstSwitches = firstSwitchesOf(options);
  const switches = { current: firstSwitches };
  const { seed = defaultSeed, cacheFolder = defaultCacheFolder } = options;
  const content = options.content ?? createContent({ seed, cacheFolder });
  const server = (name: ServerName): LoopbackServer => servers[name];
  const control = createControl({ accounts, sessions, faults, log, firstSwitches, switches, server });
  const shared = { faults, log, control: answerControl.bind(undefined, control) };
  const services = { accounts, sessions, content, switches: () => switches.current };
  const servers: Readonly<Record<ServerName, LoopbackServer>> = {
    portal: new LoopbackServer(portalPart(services), shared, options.portalPort ?? 0),
    bucket: new LoopbackServer(bucketPart(services), shared, options.s3Port ?? 0),
  };
  const close = async () => {
    await Promise.all([servers.portal.stop(), servers.bucket.stop()]);
    await content.close();
  };
  try {
    await servers.portal.start();
    await servers.bucket.start();
  } catch (error) {
    await close();
    throw error;
  }
  const readyKeys = accounts.pairOf('ready');
  if (!readyKeys) throw new Error('The account "ready" has no pair.');
  return {
    portalUrl: servers.portal.url,
    s3Endpoint: servers.bucket.url,
    bucket: bucketName,
    region: 'us-east-1',
    accounts: sandboxAccounts,
    readyKeys,
    control,
    close,
  };
}

function firstSwitchesOf({ keyDelayMs, idleMinutes, refuseRootListing }: SandboxOptions): Switches {
  return {
    ...defaultSwitches,
    ...(keyDelayMs !== undefined && { keyDelayMs }),
    ...(idleMinutes !== undefined && { idleMinutes }),
    ...(refuseRootListing !== undefined && { refuseRootListing }),
  };
}

const defaultSeed = 'hcp';
const defaultCacheFolder = join(__dirname, '../../.sandbox-cache');

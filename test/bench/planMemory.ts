import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { measure, type Figures } from './measure';
import { cliFile } from './ours';

/** `hcp plan` of a million keys, from a server that lists nothing else. */
export async function measurePlan(folder: string): Promise<Figures> {
  const server = fork(path.join(__dirname, 'listingServer.ts'), { execArgv: ['--import', 'tsx'] });
  const home = await mkdtemp(path.join(folder, 'hcp-bench-'));
  try {
    const [{ port }] = (await once(server, 'message')) as [{ readonly port: number }];
    const endpoint = `http://127.0.0.1:${String(port)}`;
    const env = {
      HOME: home,
      HCP_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      HCP_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    };
    const to = ['--to', path.join(home, 'data'), '--endpoint-url', endpoint];
    return await measure(
      { command: process.execPath, args: [cliFile, 'plan', 'HCP_1200/', ...to], env },
      home,
      600_000,
    );
  } finally {
    server.disconnect();
    await rm(home, { recursive: true, force: true });
  }
}

import * as path from 'node:path';
import { projectFolder } from '../vscode/cache';
import { source, type BenchClient, type Checks } from './clients';

export const cliFile = path.join(projectFolder, 'dist/cli.js');

/** `hcp get` as it is built, with its own defaults on every link. */
export function hcp(name: string, checks: Checks): BenchClient {
  return {
    name,
    kind: 'ours',
    checks,
    version: { command: process.execPath, args: [cliFile, '--version'] },
    prepare: (scene) => {
      const { accessKeyId, secretAccessKey } = scene.lab.users.all;
      const to = ['--to', scene.folder, '--endpoint-url', scene.endpoint, '--bucket', scene.lab.bucket];
      return {
        command: process.execPath,
        args: [cliFile, 'get', source(scene).uri, ...to, ...(checks === 'size' ? ['--no-checksum'] : [])],
        env: {
          HOME: scene.home,
          HCP_ACCESS_KEY_ID: accessKeyId,
          HCP_SECRET_ACCESS_KEY: secretAccessKey,
          // Reading certificates takes time, which nobody spends on http.
          ...(scene.endpoint.startsWith('https:') && { NODE_EXTRA_CA_CERTS: scene.lab.caFile }),
        },
      };
    },
  };
}

export const ours: readonly BenchClient[] = [hcp('hcp', 'MD5'), hcp('hcp unchecked', 'size')];

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import {
  awsVariables,
  source,
  type BenchClient,
  type Checks,
  type Kind,
  type LinkName,
  type Scene,
} from './clients';

/** Version 2, as Debian has it, also where another one comes first in the PATH. */
const awsCommand = existsSync('/usr/bin/aws') ? '/usr/bin/aws' : 'aws';

/** Options for each link. */
type PerLink = Readonly<Record<LinkName, readonly string[]>>;
const none: PerLink = { near: [], far: [] };

function aws(name: string, kind: Kind, settings: PerLink): BenchClient {
  return {
    name,
    kind,
    checks: 'size',
    version: { command: awsCommand, args: ['--version'] },
    prepare: async (scene) => {
      const config = path.join(scene.home, 'aws-config');
      const lines = settings[scene.link].map((line) => `  ${line}\n`);
      await writeFile(config, `[default]\ns3 =\n  addressing_style = path\n${lines.join('')}`);
      const { uri, single } = source(scene);
      const copy = [
        's3',
        'cp',
        uri,
        `${scene.folder}/`,
        '--only-show-errors',
        ...(single ? [] : ['--recursive']),
      ];
      return {
        command: awsCommand,
        args: ['--endpoint-url', scene.endpoint, ...copy],
        env: { ...awsVariables(scene), AWS_CONFIG_FILE: config },
      };
    },
  };
}

function rclone(name: string, kind: Kind, checks: Checks, options: PerLink): BenchClient {
  return {
    name,
    kind,
    checks,
    version: { command: 'rclone', args: ['version'] },
    prepare: (scene) => {
      const { accessKeyId, secretAccessKey } = scene.lab.users.all;
      // Without HEAD it takes a key for a folder.
      const from = `lab:${scene.lab.bucket}/${scene.work.prefix}`;
      const unchecked = checks === 'size' ? ['--ignore-checksum'] : [];
      return {
        command: 'rclone',
        args: [
          'copy',
          from,
          scene.folder,
          '--ca-cert',
          scene.lab.caFile,
          ...unchecked,
          ...options[scene.link],
        ],
        env: {
          HOME: scene.home,
          RCLONE_CONFIG: path.join(scene.home, 'rclone.conf'),
          RCLONE_CONFIG_LAB_TYPE: 's3',
          RCLONE_CONFIG_LAB_PROVIDER: 'Ceph',
          RCLONE_CONFIG_LAB_ENDPOINT: scene.endpoint,
          RCLONE_CONFIG_LAB_ACCESS_KEY_ID: accessKeyId,
          RCLONE_CONFIG_LAB_SECRET_ACCESS_KEY: secretAccessKey,
        },
      };
    },
  };
}

function s5cmd(name: string, kind: Kind, options: PerLink): BenchClient {
  return {
    name,
    kind,
    checks: 'size',
    version: { command: 's5cmd', args: ['version'] },
    prepare: (scene) => {
      const { uri, single } = source(scene);
      const from = single ? uri : `${uri}*`;
      return {
        command: 's5cmd',
        args: [
          '--endpoint-url',
          scene.endpoint,
          '--log',
          'error',
          'cp',
          ...options[scene.link],
          from,
          `${scene.folder}/`,
        ],
        env: awsVariables(scene),
      };
    },
  };
}

const s3cmd: BenchClient = {
  name: 's3cmd',
  kind: 'default',
  checks: 'MD5',
  version: { command: 's3cmd', args: ['--version'] },
  prepare: async (scene) => {
    const { accessKeyId, secretAccessKey } = scene.lab.users.all;
    const { host, protocol } = new URL(scene.endpoint);
    const config = path.join(scene.home, 's3cfg');
    const settings = {
      access_key: accessKeyId,
      secret_key: secretAccessKey,
      host_base: host,
      host_bucket: host,
      use_https: protocol === 'https:' ? 'True' : 'False',
      ca_certs_file: scene.lab.caFile,
      bucket_location: 'us-east-1',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    await writeFile(config, `[default]\n${lines.join('')}`, { mode: 0o600 });
    const { uri, single } = source(scene);
    const get = ['get', '--no-progress', '--quiet', ...(single ? [] : ['--recursive'])];
    return {
      command: 's3cmd',
      args: ['--config', config, ...get, uri, `${scene.folder}/`],
      env: { HOME: scene.home },
    };
  },
};

function aria2c(name: string, kind: Kind, options: PerLink): BenchClient {
  return {
    name,
    kind,
    checks: 'size',
    version: { command: 'aria2c', args: ['--version'] },
    prepare: async (scene) => {
      const list = path.join(scene.home, 'list.txt');
      await writeFile(list, await presigned(scene));
      const quiet = ['--quiet', '--summary-interval=0', '--no-conf', `--ca-certificate=${scene.lab.caFile}`];
      return {
        command: 'aria2c',
        args: [`--input-file=${list}`, `--dir=${scene.folder}`, ...quiet, ...options[scene.link]],
        env: { HOME: scene.home },
      };
    },
  };
}

/** The list that aria2c reads: what it does not list and sign itself is not in its time. */
async function presigned(scene: Scene): Promise<string> {
  const client = scene.signer();
  const lines = scene.work.objects.map(async ({ key }) => {
    const url = await client.presignedGetObject(scene.lab.bucket, key, 6 * 3_600);
    return `${url}\n  out=${key.slice(scene.work.prefix.length)}\n`;
  });
  return (await Promise.all(lines)).join('');
}

const awsTuned: PerLink = {
  near: ['max_concurrent_requests = 8', 'multipart_chunksize = 64MB'],
  far: ['max_concurrent_requests = 64', 'multipart_chunksize = 8MB'],
};
/** The client of aws v2 in C. */
const awsCrt: PerLink = {
  near: ['preferred_transfer_client = crt', 'target_bandwidth = 10Gb/s'],
  far: ['preferred_transfer_client = crt', 'target_bandwidth = 10Gb/s'],
};
const rcloneAlways = ['--no-check-dest', '--use-server-modtime', '--s3-no-head-object', '--fast-list'];
const rcloneTuned: PerLink = {
  near: [...rcloneAlways, '--transfers=16', '--multi-thread-cutoff=64Mi', '--multi-thread-streams=4'],
  far: [...rcloneAlways, '--transfers=64', '--multi-thread-cutoff=32Mi', '--multi-thread-streams=16'],
};
const s5cmdTuned: PerLink = {
  near: ['--concurrency=4', '--part-size=64'],
  far: ['--concurrency=16', '--part-size=16'],
};
const aria2cTuned: PerLink = {
  near: [
    '--max-concurrent-downloads=16',
    '--split=4',
    '--max-connection-per-server=4',
    '--min-split-size=16M',
  ],
  far: [
    '--max-concurrent-downloads=64',
    '--split=16',
    '--max-connection-per-server=16',
    '--min-split-size=8M',
  ],
};

export const peers: readonly BenchClient[] = [
  aws('aws', 'default', none),
  aws('aws tuned', 'tuned', awsTuned),
  { ...aws('aws CRT', 'tuned', awsCrt), ignoresPort: true },
  rclone('rclone', 'default', 'MD5', none),
  rclone('rclone unchecked', 'default', 'size', none),
  rclone('rclone tuned', 'tuned', 'MD5', rcloneTuned),
  rclone('rclone tuned unchecked', 'tuned', 'size', rcloneTuned),
  s5cmd('s5cmd', 'default', none),
  s5cmd('s5cmd tuned', 'tuned', s5cmdTuned),
  s3cmd,
  aria2c('aria2c', 'default', none),
  aria2c('aria2c tuned', 'tuned', aria2cTuned),
];

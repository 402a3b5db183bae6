import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { withLab } from '../lab/rgw';
import { runMochaProcess } from '../mochaProcess';
import { projectFolder } from '../vscode/cache';
import { npmScript } from '../vscode/npm';
import { closingLine, type SuiteResult } from '../results';
import { placeInLab, placeVariable, type Place } from './place';
import { fillBucket } from './tree';

// `npm run test:s3`: the product against a real S3 server. Without settings that is Ceph RGW, which it starts.
// Against another one, only what reads a little is run (README.md beside this file).

const run = promisify(execFile);

async function runIn(place: Place): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-s3-'));
  try {
    const file = path.join(folder, 'place.json');
    await writeFile(file, JSON.stringify(place), { mode: 0o600 });
    process.env[placeVariable] = file;
    return await runMochaProcess(path.join(__dirname, 'all.ts'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Downloads are tried with the command as it is built; `HCP_CLI` names one that is built already. */
async function build(): Promise<void> {
  await run(process.execPath, [npmScript(), 'run', '--silent', 'build'], { cwd: projectFolder });
}

function runInLab(): Promise<SuiteResult> {
  return withLab(async (lab) => {
    if (process.env.HCP_CLI === undefined) await build();
    await fillBucket(lab);
    // The certificate has to be known before a process starts.
    process.env.NODE_EXTRA_CA_CERTS = lab.caFile;
    return runIn(placeInLab(lab, 'all'));
  });
}

/** The place that the environment names; undefined for the lab. @throws Error when something is missing */
function namedPlace(env: NodeJS.ProcessEnv): Place | undefined {
  const { HCP_S3_ENDPOINT: endpoint, HCP_ACCESS_KEY_ID, HCP_SECRET_ACCESS_KEY } = env;
  if (endpoint === undefined) return undefined;
  if (!HCP_ACCESS_KEY_ID || !HCP_SECRET_ACCESS_KEY) {
    throw new Error('HCP_S3_ENDPOINT needs HCP_ACCESS_KEY_ID and HCP_SECRET_ACCESS_KEY.');
  }
  return {
    bucket: env.HCP_BUCKET ?? 'hcp-openaccess',
    region: env.HCP_REGION ?? 'us-east-1',
    ...(endpoint === 'aws' ? {} : { endpoint }),
    pair: { accessKeyId: HCP_ACCESS_KEY_ID, secretAccessKey: HCP_SECRET_ACCESS_KEY },
    prefix: env.HCP_PREFIX ?? 'HCP_1200/100307/',
  };
}

async function main(): Promise<void> {
  // The SDK is pinned: what it says about future versions is no test result.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const place = namedPlace(process.env);
  const result = await (place === undefined ? runInLab() : runIn(place));
  process.stdout.write(`${closingLine(result)}\n`);
  process.exitCode = result.failed > 0 || result.passed === 0 ? 1 : 0;
}

void main().catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
});

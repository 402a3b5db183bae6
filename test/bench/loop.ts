import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { bundleTests } from '../host/runner/bundle';
import { openDesktopSession } from '../host/runner/desktop';
import { openWebSession } from '../host/runner/web';
import { bundleFolder, type TestWindow } from '../host/runner/windows';
import type { Lab } from '../lab/rgw';
import { resolveHost } from '../vscode/host';
import { workOf, type WorkId } from './trees';
import { upload } from './upload';

/** Delays of the thread of a real extension host, during a download. */
export interface LoopReport {
  readonly work: WorkId;
  /** Milliseconds, of which one is the measure's own. */
  readonly p99: number;
  readonly max: number;
  readonly vscode: string;
}

/** The default of the setting `hcp.download.connections`. */
const connections = 256;

const window: TestWindow = {
  name: 'loop',
  files: [path.join(__dirname, 'loopWindow.ts')],
  entry: path.join(bundleFolder, 'loop.js'),
  secretsKept: false,
};

/** Downloads a work as the extension does, near. The extension must have been built. */
export async function measureLoop(lab: Lab, id: WorkId, folder: string): Promise<LoopReport> {
  const work = workOf(id);
  await upload(lab, work);
  const place = await mkdtemp(path.join(folder, 'hcp-loop-'));
  try {
    const at = (name: string) => path.join(place, name);
    await Promise.all(['target', 'workspace'].map((name) => mkdir(at(name))));
    const { endpoint, bucket, users } = lab;
    const report = at('report.json');
    const settings = { endpoint, bucket, pair: users.all, source: work.prefix, connections, report };
    await writeFile(at('settings.json'), JSON.stringify({ ...settings, target: at('target') }), {
      mode: 0o600,
    });
    await bundleTests([window]);
    const env = { HCP_LOOP_SETTINGS: at('settings.json'), HCP_TEST_RECORDS: at('records.jsonl') };
    const host = await resolveHost('newest');
    const options = { workspaceFolder: at('workspace'), settings: {}, env };
    const session =
      host.kind === 'desktop' ? await openDesktopSession(host, options) : await openWebSession(host, options);
    try {
      await session.run(window);
    } finally {
      await session.close();
    }
    const told = await readFile(report, 'utf8').catch(async () => {
      throw new Error(
        `The download did not come to its end.\n${await readFile(env.HCP_TEST_RECORDS, 'utf8')}`,
      );
    });
    return { work: id, ...(JSON.parse(told) as Omit<LoopReport, 'work'>) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

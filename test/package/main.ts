import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { projectFolder } from '../vscode/cache';
import { npm } from '../vscode/npm';
import { warningsOf } from './warnings';
import { limits, startWeight } from './weight';

// `npm run package`: the extension as a VSIX, with the same bytes each time, and a bill of materials beside it.
// Fails when vsce warns of anything, and when package or start have become too heavy. `-- --check` builds it twice and compares.

const packageFile = path.join(projectFolder, 'hcp-explorer.vsix');
const materialsFile = path.join(projectFolder, 'hcp-explorer.cdx.json');
/** The first day that a zip can tell; `vsce` gives it to all files. */
const firstDay = '315532800';

async function makePackage(file: string): Promise<Buffer> {
  const warnings = await warningsOf(() =>
    createVSIX({ cwd: projectFolder, packagePath: file, dependencies: false }),
  );
  if (warnings.length > 0) throw new Error(`vsce warns:\n${warnings.join('\n')}`);
  return readFile(file);
}

interface Materials {
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
}

/** Without what differs each time, and with the product's name in place of the folder's. */
function lasting(materials: string): string {
  const all = JSON.parse(materials) as Materials;
  const component = { ...all.metadata.component, type: 'application', name: 'hcp-explorer' };
  const metadata = { ...all.metadata, timestamp: undefined, component };
  return `${JSON.stringify({ ...all, serialNumber: undefined, metadata }, null, 2)}\n`;
}

/** CycloneDX, of the packages that the lock file names for the product. */
async function makeMaterials(): Promise<void> {
  const materials = await npm(
    ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
    projectFolder,
  );
  await writeFile(materialsFile, lasting(materials));
}

async function check(first: Buffer): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-package-'));
  try {
    const second = await makePackage(path.join(folder, 'again.vsix'));
    if (!first.equals(second)) throw new Error('The second package has other bytes than the first.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write('A second package has the same bytes.\n');
}

function keepTo(what: string, bytes: number, most: number): void {
  const words = `${what}: ${(bytes / 1000).toFixed(0)} kB, at most ${(most / 1000).toFixed(0)} kB`;
  if (bytes > most) throw new Error(`Too heavy. ${words}.`);
  process.stdout.write(`${words}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  process.env.SOURCE_DATE_EPOCH ??= firstDay;
  // A zip has the time of a clock on the wall.
  process.env.TZ = 'UTC';
  const first = await makePackage(packageFile);
  await makeMaterials();
  keepTo('the package', first.length, limits.package);
  keepTo('loaded at the start', await startWeight(projectFolder), limits.start);
  process.stdout.write(`SHA-256 ${createHash('sha256').update(first).digest('hex')}\n`);
  if (values.check) await check(first);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

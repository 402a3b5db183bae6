import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../vscode/cache';
import { npm } from '../vscode/npm';
import { check } from './check';
import { interactive } from './interactive';

const usage = `Usage: npm run demo -- [options]
  --check   do the whole main job in a headless browser, write demo-screenshots/ and one line of JSON
  --keep    with --check: leave the downloaded folder and the sandbox up
  --vsix    use the packaged extension instead of the source folder
  --help
HCP_SANDBOX_SEED changes every body that the sandbox serves.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      vsix: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  process.stderr.write(values.vsix ? 'Packaging the extension …\n' : 'Building the extension …\n');
  await npm(['run', values.vsix ? 'package' : 'build'], projectFolder);
  const vsix = values.vsix ? path.join(projectFolder, 'hcp-explorer.vsix') : undefined;
  if (!values.check) {
    await interactive(vsix);
    return;
  }
  if (!(await check({ keep: values.keep, ...(vsix === undefined ? {} : { vsix }) }))) process.exitCode = 1;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

import type { Command } from 'commander';
import { getHelp, verifyHelp } from './help';
import { withTransferOptions, type TransferOptions } from './options';
import type { InSession } from './runCommand';

/** The commands that need the engine: `get` and `verify`. */
export function addTransferCommands(program: Command, inSession: InSession): void {
  withTransferOptions(program.command('get'))
    .summary('download, or go on with a download')
    .description('Downloads folders and files, or goes on with what an earlier run left.')
    .argument('<SOURCE...>', 'folders and files')
    .requiredOption('--to <DIR>', 'the folder to download to; it is made when it is missing')
    .option('--no-checksum', 'check sizes only, no MD5')
    .addHelpText('after', getHelp)
    .action((sources: readonly string[], options: TransferOptions & { readonly to: string }) =>
      inSession('get', options, async (session) => {
        const { get } = await import('./get');
        const { withEngine } = await import('./engine');
        return withEngine(session, options, (engine) => get(session, engine, sources, options.to));
      }),
    );

  withTransferOptions(program.command('verify'))
    .summary('check a folder against the bucket, and repair it')
    .description('Checks that downloaded files are whole and still the ones of the bucket.')
    .argument('<DIR>', 'the folder that "hcp get" or HCP Explorer downloaded to')
    .option('--repair', 'download again what is wrong or missing')
    .addHelpText('after', verifyHelp)
    .action((folder: string, options: TransferOptions & { readonly repair?: boolean }) =>
      inSession('verify', options, async (session) => {
        const { verify } = await import('./verify');
        const { withEngine } = await import('./engine');
        return withEngine(session, options, (engine) =>
          verify(session, engine, folder, options.repair === true),
        );
      }),
    );
}

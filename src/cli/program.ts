import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import type { ExitStatus } from './failure';
import { duHelp, generalHelp, lsHelp, planHelp } from './help';
import { withBucketOptions, type BucketOptions } from './options';
import { Output, type Sink } from './output';
import { runCommand, type InSession } from './runCommand';
import { addTransferCommands } from './transferCommands';

/** What the command gets from its process. */
export interface Surroundings {
  readonly out: Sink;
  readonly err: Sink;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs a command line (without node and script). Code of a command is loaded only when it is the one. */
export async function run(args: readonly string[], around: Surroundings): Promise<ExitStatus> {
  let status: ExitStatus = 2;
  const inSession: InSession = async (name, options, work) => {
    const output = new Output(around.out, around.err, options.json === true);
    const { env, signal } = around;
    status = await runCommand(name, output, async () => {
      const { withSession } = await import('./session');
      return withSession(options, { output, env, signal }, work);
    });
  };
  try {
    await createProgram(around, inSession).parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.code === 'commander.helpDisplayed' || error.code === 'commander.version' ? 0 : 2;
  }
}

function createProgram({ out, err }: Surroundings, inSession: InSession): Command {
  const program = new Command('hcp')
    .description('Lists and downloads data of the Human Connectome Project, resumable and checked.')
    .version(version)
    .addHelpText('after', generalHelp)
    .showHelpAfterError('(hcp --help explains all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) => {
        write(withoutValue(text));
      },
    });

  withBucketOptions(program.command('ls'))
    .summary('list the releases, a folder or a file')
    .description('Lists a folder of the bucket as it comes.')
    .argument('[PREFIX]', 'a folder or a file', '')
    .option('-r, --recursive', 'all files below, not the folder alone')
    .addHelpText('after', lsHelp)
    .action((prefix: string, options: BucketOptions & { readonly recursive?: boolean }) =>
      inSession('ls', options, async (session) => {
        const { ls } = await import('./ls');
        return ls(session, prefix, options.recursive === true);
      }),
    );

  withBucketOptions(program.command('du'))
    .summary('add up the files and bytes of a folder')
    .description('Adds up the files and bytes below a folder of the bucket.')
    .argument('<PREFIX>', 'a folder or a file')
    .addHelpText('after', duHelp)
    .action((prefix: string, options: BucketOptions) =>
      inSession('du', options, async (session) => {
        const { du } = await import('./du');
        return du(session, prefix);
      }),
    );

  withBucketOptions(program.command('plan'))
    .summary('say what a download would do')
    .description('Says what "hcp get" would download.')
    .argument('<SOURCE...>', 'folders and files')
    .option('--to <DIR>', 'the folder to compare with')
    .addHelpText('after', planHelp)
    .action((sources: readonly string[], options: BucketOptions & { readonly to?: string }) =>
      inSession('plan', options, async (session) => {
        const { plan } = await import('./plan');
        return plan(session, sources, options.to);
      }),
    );

  addTransferCommands(program, inSession);
  return program;
}

/** An unknown option is repeated without what was given to it: it could have been meant as a key. */
function withoutValue(message: string): string {
  return message.replace(/(unknown option '--?[^'=]*)=[^']*'/, "$1'");
}

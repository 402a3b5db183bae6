import { createRequire } from 'node:module';
import * as path from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { record } from '../../records';
import { sandbox } from '../accountWindow';
import { extensionId } from '../runner/session';

/** The extension under test, as its activation left it. */
export interface ActiveExtension {
  /** What VS Code handed to `activate`. */
  readonly context: vscode.ExtensionContext;
  /** What was written to the log channel, at any level. */
  readonly lines: readonly string[];
  /** Whether the bundle of the AWS SDK was loaded by the activation. */
  readonly sdkLoaded: boolean;
  /** Requests that reached portal or bucket by then. */
  readonly requests: Promise<number>;
}

type Activate = (context: vscode.ExtensionContext) => unknown;

const load = createRequire(__filename);
let active: Promise<ActiveExtension> | undefined;

/** Activates the extension, once per window; nothing else may have done so before. */
export function activateExtension(): Promise<ActiveExtension> {
  active ??= activate();
  return active;
}

/** Whether the bundle of the AWS SDK is loaded now. */
export function isSdkLoaded(): boolean {
  return Object.keys(load.cache).some((file) => file.endsWith(path.join('dist', 'sdk.js')));
}

async function activate(): Promise<ActiveExtension> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) throw new Error(`${extensionId} is not there.`);
  if (extension.isActive) throw new Error(`${extensionId} is active already.`);
  await sandbox('requests/clear');
  const { main } = extension.packageJSON as { readonly main: string };
  const begin = performance.now();
  const context = catchContext(path.join(extension.extensionPath, main));
  const { lines, restore } = listenToLog();
  try {
    await extension.activate();
  } finally {
    restore();
  }
  record({ kind: 'note', title: `loaded and activated in ${(performance.now() - begin).toFixed(0)} ms` });
  // Not waited for: some tests begin in the very moment of the activation.
  const requests = sandbox<readonly unknown[]>('requests').then(({ length }) => length);
  return { context: context(), lines, sdkLoaded: isSdkLoaded(), requests };
}

/** The product exports nothing, so its `activate` is wrapped where Node keeps loaded modules. */
function catchContext(file: string): () => vscode.ExtensionContext {
  const real = load(file) as { readonly activate: Activate };
  const module = load.cache[load.resolve(file)];
  if (!module) throw new Error(`${file} is not among the loaded modules.`);
  let caught: vscode.ExtensionContext | undefined;
  module.exports = {
    ...real,
    activate: (context: vscode.ExtensionContext) => {
      caught = context;
      return real.activate(context);
    },
  };
  return () => {
    if (!caught) throw new Error('VS Code did not activate the extension through its main module.');
    return caught;
  };
}

/** Records what is written to log channels that are made from now on, whatever their level lets through. */
function listenToLog(): { readonly lines: readonly string[]; readonly restore: () => void } {
  const lines: string[] = [];
  const create = Reflect.get(vscode.window, 'createOutputChannel') as (
    ...args: unknown[]
  ) => vscode.LogOutputChannel;
  Reflect.set(vscode.window, 'createOutputChannel', (...args: unknown[]) => {
    const channel = create.apply(vscode.window, args);
    const levels = (['trace', 'debug', 'info', 'warn', 'error'] as const).map((level) => {
      const value = (message: string, ...rest: unknown[]) => {
        lines.push([level, message, ...rest.map((part) => inspect(part, { depth: 10 }))].join(' '));
        channel[level](message, ...rest);
      };
      return [level, { value }] as const;
    });
    return Object.create(channel, Object.fromEntries(levels)) as vscode.LogOutputChannel;
  });
  return {
    lines,
    restore: () => {
      Reflect.set(vscode.window, 'createOutputChannel', create);
    },
  };
}

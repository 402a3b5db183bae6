import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIds, contextKeyIds, settingIds, viewIds } from '../../../src/host/ids';

const root = join(__dirname, '../../..');
const readJson = (name: string) =>
  JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, unknown>;
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Record<string, string>;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly category?: string;
      readonly title: string;
    }[];
    readonly views: Record<string, readonly { readonly id: string }[]>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when?: string;
    }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly completionEvents: readonly string[];
        readonly media: { readonly svg: string };
      }[];
    }[];
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
    readonly configuration: {
      readonly properties: Record<string, { readonly scope?: string; readonly default?: unknown }>;
    };
  };
}

const manifest = readJson('package.json') as unknown as Manifest;
const strings = readJson('package.nls.json') as Record<string, string>;

/** All TypeScript below a folder, as one text. */
function sources(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}

describe('package.json and the code', () => {
  const { contributes } = manifest;

  it('name the same commands', () => {
    assert.deepEqual(sorted(contributes.commands.map((one) => one.command)), sorted(commandIds));
    for (const command of contributes.commands) assert.equal(command.category, 'HCP', command.command);
  });

  it('use only commands that exist, in menus and welcome views', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map((item) => item.command));
    const inWelcome = Object.values(strings).flatMap((text) =>
      [...text.matchAll(/\(command:([\w.]+)\)/g)].map((m) => m[1]!),
    );
    const known: readonly string[] = [...commandIds, ...viewIds.map((id) => `${id}.focus`)];
    for (const id of [...inMenus, ...inWelcome]) assert.ok(known.includes(id), id);
  });

  it('has a walkthrough whose steps are completed by what the person did, with pictures that are there', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.ok(walkthrough && others.length === 0);
    assert.ok(
      strings['welcome.signedOut']?.includes(`%23${walkthrough.id}%22`),
      'the welcome view leads to it',
    );
    for (const { completionEvents, media } of walkthrough.steps) {
      assert.ok(existsSync(join(root, media.svg)), media.svg);
      assert.ok(completionEvents.length > 0);
      for (const event of completionEvents) {
        const command = /^onCommand:(.+)$/.exec(event)?.[1];
        if (command === undefined) assert.match(event, /^onContext:hcp\./);
        else assert.ok((commandIds as readonly string[]).includes(command), event);
      }
    }
  });

  it('register each command in the source', () => {
    const text = sources('src').replace(/export const commandIds[\s\S]*?as const;/, '');
    for (const id of commandIds) assert.ok(text.includes(`'${id}'`), `${id} is declared but nothing uses it`);
  });

  it('name the same views', () => {
    assert.deepEqual(
      sorted(Object.values(contributes.views).flatMap((views) => views.map((view) => view.id))),
      sorted(viewIds),
    );
    for (const welcome of contributes.viewsWelcome)
      assert.ok((viewIds as readonly string[]).includes(welcome.view));
  });

  it('name the same settings', () => {
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(settingIds));
  });

  it('name only context keys that the code sets', () => {
    const clauses = [
      ...Object.values(contributes.menus).flatMap((items) => items.map((item) => item.when ?? '')),
      ...contributes.viewsWelcome.map((welcome) => welcome.when ?? ''),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => step.completionEvents)),
    ];
    const used = clauses.flatMap((clause) =>
      [...clause.matchAll(/\bhcp\.(?:account|has\w+)\b/g)].map((m) => m[0]),
    );
    assert.deepEqual(sorted(used), sorted(contextKeyIds));
    const text = sources('src/host');
    for (const key of contextKeyIds) assert.ok(text.includes(`'${key}'`), `${key} is used but never set`);
  });

  it('have a string for each %key% and a use for each string', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((m) => m[1]!);
    assert.deepEqual(sorted(used), sorted(Object.keys(strings)));
  });

  it('keep addresses out of a workspace’s reach', () => {
    for (const id of ['hcp.portal.url', 'hcp.bucket.name', 'hcp.bucket.region', 'hcp.bucket.endpoint']) {
      assert.equal(contributes.configuration.properties[id]?.scope, 'machine', id);
    }
  });

  it('agree on the lowest version of VS Code and activate on nothing broad', () => {
    const lowest = manifest.engines.vscode.replace(/^\^/, '').split('.').slice(0, 2).join('.');
    assert.ok(manifest.devDependencies['@types/vscode']?.startsWith(`${lowest}.`));
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    for (const event of manifest.activationEvents)
      assert.match(event, /^(on(FileSystem|WebviewPanel):hcp|workspaceContains:\.hcp$)/);
  });
});

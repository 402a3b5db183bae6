import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

const root = join(__dirname, '../../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly displayName: string;
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  readonly capabilities: Record<string, { readonly description: string }>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string }[];
    readonly menus: Record<string, readonly MenuItem[]>;
    readonly configuration: { readonly properties: Record<string, Record<string, unknown>> };
  };
  readonly [field: string]: unknown;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { menus, commands, configuration } = manifest.contributes;

/** The kinds of row that a clause names, as `viewItem == kind` or as alternatives in a pattern. */
function kindsOf({ when = '' }: MenuItem): readonly string[] {
  const one = /viewItem == ([\w.]+)/.exec(when)?.[1];
  if (one !== undefined) return [one];
  const [, start = '', rest = ''] = /viewItem =~ \/\^(\w+)\\\.\(([^/]+)\)\$\//.exec(when) ?? [];
  return rest.split('|').map((end) => `${start}.${end.replaceAll('\\', '')}`);
}

describe('what a reviewer reads in the manifest', () => {
  it('has all that a marketplace shows', () => {
    for (const field of ['displayName', 'description', 'license', 'repository', 'bugs', 'homepage', 'qna'])
      assert.ok(manifest[field] !== undefined, field);
    assert.ok(manifest.keywords.length <= 30);
    assert.deepEqual(manifest.categories, ['Data Science', 'Visualization', 'Other']);
    const icon = PNG.sync.read(readFileSync(join(root, manifest.icon)));
    assert.ok(icon.width >= 128 && icon.width === icon.height);
  });

  it('says what it does in untrusted and virtual workspaces', () => {
    for (const kind of ['untrustedWorkspaces', 'virtualWorkspaces'])
      assert.match(manifest.capabilities[kind]?.description ?? '', /^%[\w.]+%$/);
  });

  it('has at most three icons in a row, and an icon for each of them', () => {
    const icons = new Map(commands.map(({ command, icon }) => [command, icon]));
    const inRow = new Map<string, string[]>();
    for (const item of menus['view/item/context'] ?? []) {
      if (item.group?.startsWith('inline') !== true) continue;
      assert.match(icons.get(item.command) ?? '', /^\$\([\w-]+\)$/, item.command);
      for (const kind of kindsOf(item)) inRow.set(kind, [...(inRow.get(kind) ?? []), item.command]);
    }
    assert.ok(inRow.size >= 10, 'the clauses were understood');
    for (const [kind, names] of inRow) assert.ok(names.length <= 3, `${kind}: ${names.join(', ')}`);
  });

  it('sorts menus into groups by VS Code’s habit', () => {
    for (const name of ['view/title', 'view/item/context'])
      for (const { command, group } of menus[name] ?? [])
        assert.match(group ?? '', /^(inline|navigation|[1-9]_[a-z]+)(@\d+)?$/, command);
  });

  it('keeps commands that need a row out of the palette', () => {
    const hidden = new Map((menus.commandPalette ?? []).map(({ command, when }) => [command, when]));
    const needRow = (menus['view/item/context'] ?? [])
      .map(({ command }) => command)
      .filter((command) => command.startsWith('hcp.downloads.'));
    for (const command of ['hcp.openFile', 'hcp.loadMore', ...needRow])
      assert.equal(hidden.get(command), 'false', command);
  });

  it('gives each setting type, default, scope, order and words, and each choice its own', () => {
    const orders = new Set<unknown>();
    for (const [id, setting] of Object.entries(configuration.properties)) {
      for (const field of ['type', 'default', 'scope', 'order'])
        assert.ok(field in setting, `${id}: ${field}`);
      assert.match(String(setting.markdownDescription), /^%.+%$/, id);
      assert.equal(
        'enum' in setting,
        'markdownEnumDescriptions' in setting || 'enumDescriptions' in setting,
        id,
      );
      orders.add(setting.order);
    }
    assert.equal(orders.size, Object.keys(configuration.properties).length, 'each order once');
  });

  it('welcomes with one button, and at most three links', () => {
    const welcomes = Object.entries(strings).filter(([id]) => id.startsWith('welcome.'));
    for (const [id, text] of welcomes.filter(([, words]) => words.includes(']('))) {
      const buttons = text.split('\n').filter((line) => /^\[[^\]]+\]\([^)]+\)$/.test(line));
      const links = [...text.matchAll(/\]\(/g)].length - buttons.length;
      assert.equal(buttons.length, 1, id);
      assert.ok(links <= 3, id);
    }
  });

  it('shows pictures in the README that are there, as PNG', () => {
    const pictures = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1]!);
    assert.ok(pictures.length > 0);
    for (const picture of pictures) {
      assert.match(picture, /\.png$/);
      assert.equal(readFileSync(join(root, picture)).subarray(1, 4).toString('latin1'), 'PNG');
    }
  });
});

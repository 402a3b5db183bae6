import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolIds } from '../../../src/host/ids';
import { Refusal } from '../../../src/host/tools/answer';
import { inputSchemas, parseInput } from '../../../src/host/tools/input';

interface Contributed {
  readonly name: string;
  readonly inputSchema: {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
    readonly additionalProperties: boolean;
  };
}

const { contributes } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
  readonly contributes: { readonly languageModelTools: readonly Contributed[] };
};
const refused = (error: unknown) => error instanceof Refusal && error.reason === 'invalidInput';

describe('the input of the tools', () => {
  it('is what package.json tells models', () => {
    const told = contributes.languageModelTools;
    assert.deepEqual(
      told.map(({ name }) => name),
      toolIds,
    );
    for (const { name, inputSchema } of told) {
      const { entries } = inputSchemas[name as (typeof toolIds)[number]];
      assert.deepEqual(Object.keys(inputSchema.properties), Object.keys(entries), name);
      const required = Object.entries(entries).filter(([, { type }]) => type !== 'optional');
      assert.deepEqual(
        inputSchema.required ?? [],
        required.map(([key]) => key),
        name,
      );
      assert.equal(inputSchema.additionalProperties, false);
    }
  });

  it('has defaults', () => {
    assert.deepEqual(parseInput('hcp_list', {}), { path: '', offset: 0, limit: 100 });
    assert.deepEqual(parseInput('hcp_list', undefined), parseInput('hcp_list', {}));
    const selection = parseInput('hcp_download', { subjects: ['100307'] });
    assert.equal(selection.release, 'HCP_1200');
    assert.deepEqual(selection.paths, []);
  });

  it('is refused for anything else, with the reason', () => {
    const bad: readonly (readonly [(typeof toolIds)[number], unknown])[] = [
      ['hcp_list', { path: 1 }],
      ['hcp_list', { limit: 1000 }],
      ['hcp_list', { offset: -1 }],
      ['hcp_list', 'HCP_1200'],
      ['hcp_describe', {}],
      ['hcp_describe', { path: 'x'.repeat(2_000) }],
      ['hcp_download', { subjects: ['10030'] }],
      ['hcp_download', { subjects: Array.from({ length: 101 }, () => '100307') }],
      ['hcp_download', { subjects: ['100307'], release: '../other' }],
      ['hcp_download', { subjects: ['100307'], target: '/etc' }],
      ['hcp_download', { paths: [''] }],
    ];
    for (const [id, input] of bad) assert.throws(() => parseInput(id, input), refused, JSON.stringify(input));
    assert.throws(
      () => parseInput('hcp_list', { limit: 0 }),
      (error) => error instanceof Refusal && /limit/.test(JSON.stringify(error.more)),
    );
  });
});

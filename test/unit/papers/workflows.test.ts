import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { scripts, engines } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const papers = ['.github/workflows/ci.yml', '.github/workflows/release.yml', 'CONTRIBUTING.md', '.ci/run'];

describe('the workflows and CONTRIBUTING.md', () => {
  it('run scripts that there are', () => {
    for (const paper of papers) {
      const named = [...read(paper).matchAll(/npm (?:run ([\w:]+)|(test))\b/g)].map(([, a, b]) => a ?? b!);
      assert.ok(named.length > 0, paper);
      for (const name of named) assert.ok(name in scripts, `${paper}: npm run ${name}`);
    }
  });

  it('test on the three systems, on the oldest Node that is promised', () => {
    const text = read('.github/workflows/ci.yml');
    assert.match(text, /os: \[ubuntu-latest, macos-latest, windows-latest\]/);
    assert.equal(/>=(\d+)/.exec(engines.node)?.[1], /node-version: (\d+)/.exec(text)?.[1]);
  });

  it('publish only what was tested, on a tag', () => {
    const text = read('.github/workflows/release.yml');
    assert.match(text, /tags: \['v\*'\]/);
    assert.match(text, /publish:\n {4}needs: test\n/);
    assert.ok(text.indexOf('npm run package -- --check') < text.indexOf('vsce publish --packagePath'));
  });

  it('may write nothing but a release, and put no text of others into a shell', () => {
    for (const paper of papers.slice(0, 2)) {
      const text = read(paper);
      assert.match(text, /^permissions:\n {2}contents: read$/m, paper);
      assert.doesNotMatch(text, /pull_request_target/, paper);
      const shell = text.split('\n').filter((line) => /^\s*(- )?run: /.test(line));
      for (const line of shell) assert.doesNotMatch(line, /\$\{\{/, line);
    }
  });
});

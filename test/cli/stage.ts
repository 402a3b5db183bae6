import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../sandbox/content/catalog';
import { startSandbox } from '../sandbox/sandbox';
import type { Surroundings } from './command';

export interface Stage extends Surroundings {
  /** Empty before each test. */
  readonly target: string;
}

/** A sandbox with this content, and a fresh home and target for each test of the present suite. */
export function useStage(content: Content): Stage {
  const stage = { sandbox: undefined, home: '', target: '' } as unknown as {
    -readonly [Field in keyof Stage]: Stage[Field];
  };
  let folder = '';
  before(async () => {
    stage.sandbox = await startSandbox({ content });
  });
  after(() => stage.sandbox.close());
  beforeEach(async () => {
    await stage.sandbox.control.reset();
    folder = await mkdtemp(join(tmpdir(), 'hcp-cli-'));
    stage.home = join(folder, 'home');
    stage.target = join(folder, 'data');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return stage;
}

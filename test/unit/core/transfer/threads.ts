import { join } from 'node:path';
import { createHasher, type Hasher } from '../../../../src/core/transfer/hasher';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';

/** Threads from the sources, without a build. */
const fromSource = ['--require', 'tsx/cjs'];
const sources = join(__dirname, '../../../../src/core/transfer');

export const newHasher = (): Hasher =>
  createHasher({ file: join(sources, 'hashThread.ts'), execArgv: fromSource }, nodeDisk);

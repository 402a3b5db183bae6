import assert from 'node:assert/strict';
import { nodeTooOld } from '../../../src/cli/nodeVersion';

describe('the version of Node', () => {
  it('is enough from the one on that has all that is called', () => {
    for (const version of ['20.12.0', '20.20.2', '22.0.0', '24.21.0', process.versions.node])
      assert.equal(nodeTooOld(version), undefined);
  });

  it('is told in words when it is not', () => {
    for (const version of ['16.20.2', '18.20.4', '20.11.1'])
      assert.match(
        nodeTooOld(version) ?? '',
        new RegExp(`^hcp: Node.js ${version} is too old, it needs 20\\.12 or newer`),
      );
  });
});

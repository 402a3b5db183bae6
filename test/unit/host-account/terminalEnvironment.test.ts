import assert from 'node:assert/strict';
import { terminalEnvironment } from '../../../src/host/account/terminalEnvironment';

const pair = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const address = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: undefined };

describe('the environment of a terminal', () => {
  it('has the pair for the AWS tools and for hcp', () => {
    const env = terminalEnvironment(pair, address);
    for (const tool of ['AWS', 'HCP']) {
      assert.equal(env[`${tool}_ACCESS_KEY_ID`], pair.accessKeyId);
      assert.equal(env[`${tool}_SECRET_ACCESS_KEY`], pair.secretAccessKey);
    }
    assert.equal(env.AWS_REGION, 'us-east-1');
  });

  it('takes another identity and another server away', () => {
    const env = terminalEnvironment(pair, address);
    const taken = Object.keys(env).filter((name) => env[name] === null);
    assert.deepEqual(taken.sort(), [
      'AWS_DEFAULT_PROFILE',
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
      'AWS_PROFILE',
      'AWS_SECURITY_TOKEN',
      'AWS_SESSION_TOKEN',
    ]);
  });

  it('leads to the endpoint of the settings', () => {
    const env = terminalEnvironment(pair, { ...address, endpoint: 'https://s3.lab.example.org' });
    assert.equal(env.AWS_ENDPOINT_URL_S3, 'https://s3.lab.example.org');
  });
});

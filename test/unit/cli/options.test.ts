import assert from 'node:assert/strict';
import { InvalidArgumentError } from 'commander';
import { parseBandwidth, parseConnections, parseEndpoint } from '../../../src/cli/options';

const refuses = (parse: (text: string) => unknown, ...texts: readonly string[]) => {
  for (const text of texts) assert.throws(() => parse(text), InvalidArgumentError, text);
};

describe('options of the command', () => {
  it('takes 1 to 256 connections', () => {
    assert.equal(parseConnections('1'), 1);
    assert.equal(parseConnections('256'), 256);
    refuses(parseConnections, '0', '257', '-1', '1.5', '', 'x', '1e2', ' 3');
  });

  it('takes megabytes a second', () => {
    assert.equal(parseBandwidth('25'), 25_000_000);
    assert.equal(parseBandwidth('0.5'), 500_000);
    refuses(parseBandwidth, '0', '0.0', '-1', '', 'x', '1e3', 'Infinity', '5MB');
  });

  it('takes endpoints that nobody can listen in on', () => {
    assert.equal(parseEndpoint(' https://s3.example.org '), 'https://s3.example.org');
    assert.equal(parseEndpoint('http://127.0.0.1:9000'), 'http://127.0.0.1:9000');
    refuses(parseEndpoint, 'http://s3.example.org', 'ftp://x', 'https://user:secret@s3.example.org', 's3');
  });
});

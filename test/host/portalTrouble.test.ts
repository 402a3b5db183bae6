import assert from 'node:assert/strict';
import { HcpError, type ErrorFacts, type HcpErrorCode } from '../../src/core/errors';
import { describeError } from '../../src/host/messages/describeError';

const told: readonly (readonly [HcpErrorCode, ErrorFacts, RegExp])[] = [
  ['portal.unreachable', { reason: 'timeout' }, /did not answer in time/],
  ['portal.unreachable', { reason: 'CERT_HAS_EXPIRED' }, /certificate can’t be trusted \(CERT_HAS_EXPIRED\)/],
  ['portal.unreachable', { reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, /certificate can’t be trusted/],
  ['portal.unreachable', { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /certificate can’t be trusted/],
  ['portal.unreachable', { reason: 'ECONNREFUSED' }, /can’t be reached/],
  ['portal.changed', { reason: 'redirect', host: 'other.example' }, /another address \(other\.example\)/],
  ['portal.changed', { reason: 'answer too long' }, /far too long/],
  ['portal.changed', { reason: 'no terms' }, /a page that this version can’t read/],
];

describe('what is said of the portal’s answers', () => {
  for (const [code, facts, words] of told) {
    it(`names the reason: ${String(facts.reason)}`, () => {
      const { message, actions } = describeError(new HcpError(code, facts));
      assert.match(message, words);
      const titles = actions.map(({ title }) => title);
      assert.ok(titles.includes('Get Keys by Hand…') && titles.includes('Copy Report'), titles.join());
    });
  }

  it('offers by hand what the step that failed is for', () => {
    const offered = (step: string) =>
      describeError(new HcpError('portal.server', { step, datasetId: 'HCP_YA' })).actions.map(
        ({ command }) => command,
      );
    assert.deepEqual(offered('requestKeyPair'), ['hcp.keysByHand', 'hcp.copyReport']);
    assert.deepEqual(offered('acceptTerms'), ['hcp.termsByHand', 'hcp.copyReport']);
    assert.deepEqual(offered('signIn'), ['hcp.keysByHand', 'hcp.termsByHand', 'hcp.copyReport']);
  });

  it('offers the way by hand and a report when a key request fails', () => {
    for (const code of ['keys.answerLost', 'keys.notRequested'] as const) {
      const commands = describeError(new HcpError(code)).actions.map(({ command }) => command);
      assert.deepEqual(new Set(commands), new Set(['hcp.keysByHand', 'hcp.requestKeys', 'hcp.copyReport']));
    }
  });
});

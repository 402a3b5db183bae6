import assert from 'node:assert/strict';
import { Acceptances, type Acceptance } from '../../../src/host/panels/acceptances';

class Memory {
  private readonly values = new Map<string, unknown>();
  get<T>(key: string, fallback?: T): T {
    return (this.values.get(key) as T | undefined) ?? (fallback as T);
  }
  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

describe('the record of acceptances', () => {
  const acceptance = (termsId: string): Acceptance => ({
    datasetIds: ['HCP_YA'],
    termsId,
    title: 'Terms',
    digest: '00',
    acceptedAt: '2026-01-02T03:04:05.000Z',
    userName: 'anna',
  });

  it('keeps what was there, oldest first', async () => {
    const state = new Memory();
    await new Acceptances(state).add(acceptance('1'));
    await new Acceptances(state).add(acceptance('2'));
    assert.deepEqual(new Acceptances(state).all, [acceptance('1'), acceptance('2')]);
  });
});

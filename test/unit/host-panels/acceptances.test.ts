import assert from 'node:assert/strict';
import { Acceptances, type Acceptance } from '../../../src/host/panels/acceptances';
import { StateMemory } from './stateMemory';

describe('the record of acceptances', () => {
  const acceptance = (termsId: string): Acceptance => ({
    datasetIds: ['HCP_YA'],
    termsId,
    title: 'Terms',
    digest: '0'.repeat(64),
    acceptedAt: '2026-01-02T03:04:05.000Z',
    userName: 'anna',
  });

  it('keeps what was there, oldest first', async () => {
    const state = new StateMemory();
    await new Acceptances(state).add(acceptance('1'));
    await new Acceptances(state).add(acceptance('2'));
    assert.deepEqual(new Acceptances(state).all, [acceptance('1'), acceptance('2')]);
  });

  it('knows the last one of these terms by this account', async () => {
    const acceptances = new Acceptances(new StateMemory());
    const again = { ...acceptance('1'), digest: '1'.repeat(64) };
    for (const one of [acceptance('1'), again, acceptance('2')]) await acceptances.add(one);
    await acceptances.add({ ...acceptance('1'), userName: 'bert' });
    assert.deepEqual(acceptances.latest('anna', '1'), again);
    assert.equal(acceptances.latest('carla', '1'), undefined);
  });

  it('leaves what it can’t read out, and keeps it', async () => {
    const state = new StateMemory();
    await state.update('hcp.acceptances', [{ of: 'a later version' }, acceptance('1')]);
    const acceptances = new Acceptances(state);
    await acceptances.add(acceptance('2'));
    assert.deepEqual(acceptances.all, [acceptance('1'), acceptance('2')]);
    assert.equal(state.get<unknown[]>('hcp.acceptances').length, 3);
    await acceptances.clear();
    assert.deepEqual(acceptances.all, []);
  });
});

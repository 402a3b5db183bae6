import assert from 'node:assert/strict';
import { AccountMemory } from '../../../src/host/account/accountMemory';
import { accountState } from '../../../src/host/account/accountState';
import { newHolder } from '../../../src/host/account/windowLock';
import { JsonMemory } from './memory';

const marker = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', obtainedAt: '2026-11-22T10:00:00.000Z' };

describe('the memory of the account', () => {
  it('gives back what was remembered, in another window too', async () => {
    const store = new JsonMemory();
    const request = { holder: newHolder(), datasetId: 'HCP_YA', formerAccessKeyId: 'A', lost: true };
    const memory = new AccountMemory(store);
    await memory.setKeyMarker({ ...marker, userName: 'ada' });
    await memory.setRequestMarker(request);
    await memory.setUserName('ada');
    const other = new AccountMemory(store);
    assert.deepEqual(other.keyMarker, { ...marker, userName: 'ada' });
    assert.deepEqual(other.requestMarker, request);
    assert.equal(other.userName, 'ada');
  });

  it('knows the last check of the pair that was tested only', async () => {
    const memory = new AccountMemory(new JsonMemory());
    const check = { accessKeyId: marker.accessKeyId, checkedAt: marker.obtainedAt, outcome: 'works' };
    await memory.setLastCheck(check);
    assert.deepEqual(memory.lastCheckOf(marker.accessKeyId), check);
    assert.equal(memory.lastCheckOf('AKIAEXAMPLEEXAMPLE01'), undefined);
  });

  it('forgets everything', async () => {
    const store = new JsonMemory();
    const memory = new AccountMemory(store);
    await memory.setKeyMarker(marker);
    await memory.setRequestMarker({ holder: newHolder(), datasetId: 'HCP_YA', lost: false });
    await memory.setUserName('ada');
    await memory.setLastCheck({ accessKeyId: 'A', checkedAt: marker.obtainedAt, outcome: 'works' });
    await memory.forgetAll();
    assert.equal(store.entries.size, 0);
  });

  it('takes what it can’t read as nothing', async () => {
    const store = new JsonMemory();
    await store.update('hcp.keyMarker', { accessKeyId: 7, obtainedAt: 'yesterday' });
    await store.update('hcp.requestMarker', 'x');
    await store.update('hcp.userName', { name: 'ada' });
    const memory = new AccountMemory(store);
    assert.equal(memory.keyMarker, undefined);
    assert.equal(memory.requestMarker, undefined);
    assert.equal(memory.userName, undefined);
  });
});

describe('the state of the account', () => {
  const facts = { pair: undefined, marker: undefined, session: false };

  it('is ready with a pair alone', () => {
    assert.equal(accountState({ ...facts, pair: {}, marker: {} }), 'ready');
  });

  it('is keysForgotten when only the marker is left, with a session or without', () => {
    assert.equal(accountState({ ...facts, marker: {} }), 'keysForgotten');
    assert.equal(accountState({ ...facts, marker: {}, session: true }), 'keysForgotten');
  });

  it('follows from the session when there never was a pair', () => {
    assert.equal(accountState({ ...facts, session: true }), 'noKeys');
    assert.equal(accountState(facts), 'signedOut');
  });
});

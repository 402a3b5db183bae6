import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import type { AcceptOutcome } from '../../../src/host/panels/model';
import type { DatasetState, TermsSnapshot } from '../../../src/shared/protocol';
import { dataset, digest, text, World } from './fakes';

function states(snapshot: TermsSnapshot): Record<string, DatasetState> {
  assert.equal(snapshot.kind, 'ready');
  return Object.fromEntries(snapshot.datasets.map((one) => [one.id, one.state]));
}

function answered(outcome: AcceptOutcome): TermsSnapshot {
  assert.equal(outcome.kind, 'answered');
  return outcome.snapshot;
}

describe('the terms model: loading', () => {
  it('does not ask a person who is signed out', async () => {
    const world = new World();
    world.signedIn = false;
    assert.deepEqual(await world.load(true), { kind: 'signedOut' });
    assert.deepEqual(world.asked, []);
  });

  it('asks the portal once for several loads, and again only when told to', async () => {
    const world = new World();
    await Promise.all([world.load(), world.load(true)]);
    await world.load();
    assert.deepEqual(world.asked, ['datasets']);
    await world.load(true);
    assert.deepEqual(world.asked, ['datasets', 'datasets']);
  });

  it('is signed out when the person declines to renew the session', async () => {
    const world = new World();
    world.session = () => {
      world.signedIn = false;
      return false;
    };
    assert.deepEqual(await world.load(), { kind: 'signedOut' });
  });

  it('starts anew when the load before was given up with its panel', async () => {
    const world = new World();
    const closed = new AbortController();
    let release: () => void = () => undefined;
    world.beforeAnswer = () => new Promise((resolve) => (release = resolve));
    const first = world.model.load(false, closed.signal);
    closed.abort();
    world.beforeAnswer = () => undefined;
    assert.equal((await world.load()).kind, 'ready');
    release();
    await first;
    assert.deepEqual(world.asked, ['datasets', 'datasets']);
  });

  it('forgets what it showed to another account', async () => {
    const world = new World();
    await world.load();
    world.model.accountChanged('session');
    assert.notEqual(world.model.snapshot(), undefined);
    world.userName = 'bert';
    world.model.accountChanged('session');
    assert.equal(world.model.snapshot(), undefined);
  });

  it('knows what its page says of a dataset that was accepted at the portal itself', async () => {
    const world = new World();
    assert.equal(world.model.showsUnaccepted('HCP_YA'), false, 'nothing is shown yet');
    await world.load();
    assert.equal(world.model.showsUnaccepted('HCP_YA'), true);
    assert.equal(world.model.showsUnaccepted('HCP_Retest'), false);
    assert.equal(world.model.showsUnaccepted('elsewhere'), false);
  });

  it('shows new keys without asking the portal', async () => {
    const world = new World();
    assert.equal(states(await world.load()).HCP_Retest, 'accepted');
    world.state = 'ready';
    const snapshot = world.model.snapshot();
    assert.ok(snapshot);
    assert.equal(states(snapshot).HCP_Retest, 'acceptedWithKeys');
    assert.deepEqual(world.asked, ['datasets']);
  });
});

describe('the terms model: accepting', () => {
  it('shows, records and reports what the portal confirmed', async () => {
    const world = new World();
    await world.load();
    assert.equal(states(answered(await world.model.accept('ya', digest('ya')))).HCP_YA, 'accepted');
    assert.deepEqual(world.asked, ['datasets', 'accept ya']);
    assert.deepEqual(world.opened, ['HCP_YA']);
    assert.deepEqual(world.recorded, [
      {
        datasetIds: ['HCP_YA'],
        termsId: 'ya',
        title: 'Terms ya',
        digest: digest('ya'),
        acceptedAt: '2026-01-02T03:04:05.000Z',
        userName: 'anna',
      },
    ]);
    assert.deepEqual(world.texts, [text('ya')]);
  });

  it('points out a text that is not the one that this account accepted', async () => {
    const world = new World();
    world.changedSince = (userName, termsId, now) =>
      userName === 'anna' && termsId === 'retest' && now === digest('retest') ? '3 Nov 2017' : undefined;
    const snapshot = await world.load();
    assert.equal(snapshot.kind, 'ready');
    const changed = snapshot.datasets.flatMap(({ terms }) =>
      terms.map(({ id, changedSince }) => [id, changedSince]),
    );
    assert.deepEqual(
      changed.filter(([, since]) => since !== undefined),
      [['retest', '3 Nov 2017']],
    );
  });

  it('refuses what was not shown: before a load, another id, another text', async () => {
    const world = new World();
    assert.equal((await world.model.accept('ya', digest('ya'))).kind, 'changed');
    await world.load();
    assert.equal((await world.model.accept('none', digest('none'))).kind, 'changed');
    assert.equal((await world.model.accept('ya', digest('one'))).kind, 'changed');
    assert.deepEqual(world.asked, ['datasets']);
  });

  it('sends nothing for terms that are accepted already', async () => {
    const world = new World();
    await world.load();
    answered(await world.model.accept('retest', digest('retest')));
    assert.deepEqual(world.asked, ['datasets']);
    assert.deepEqual(world.recorded, []);
  });

  it('sends once for two clicks at the same time', async () => {
    const world = new World();
    await world.load();
    await Promise.all([world.model.accept('ya', digest('ya')), world.model.accept('ya', digest('ya'))]);
    assert.deepEqual(world.asked, ['datasets', 'accept ya']);
    assert.equal(world.recorded.length, 1);
  });

  it('asks the portal again when it did not confirm, and takes nothing for accepted', async () => {
    const world = new World();
    world.confirms = false;
    await world.load();
    assert.equal(states(answered(await world.model.accept('ya', digest('ya')))).HCP_YA, 'termsRequired');
    assert.deepEqual(world.asked, ['datasets', 'accept ya', 'datasets']);
    assert.deepEqual([...world.recorded, ...world.opened], []);
  });

  it('records what the portal has taken although its answer was lost, once it shows it', async () => {
    const world = new World();
    world.losesAnswers = true;
    await world.load();
    await assert.rejects(world.model.accept('ya', digest('ya')), { code: 'portal.unreachable' });
    assert.deepEqual(world.recorded, []);
    await world.load(true);
    await world.load(true);
    assert.deepEqual(
      world.recorded.map(({ termsId, userName, seenAt }) => [termsId, userName, seenAt]),
      [['ya', 'anna', '2026-01-02T03:04:05.000Z']],
    );
  });

  it('records nothing of what was lost before the portal had it, or shown to another account', async () => {
    const world = new World();
    world.losesAnswers = true;
    world.confirms = false;
    await world.load();
    await assert.rejects(world.model.accept('ya', digest('ya')));
    await world.load(true);
    world.userName = 'bert';
    world.datasets = [dataset('HCP_YA', { ya: true })];
    world.model.forget();
    await world.load(true);
    assert.deepEqual(world.recorded, []);
  });

  it('reports a dataset as open only when its last set of terms is accepted', async () => {
    const world = new World();
    await world.load();
    await world.model.accept('one', digest('one'));
    assert.deepEqual(world.opened, []);
    await world.model.accept('two', digest('two'));
    assert.deepEqual(world.opened, ['AABC']);
  });

  it('accepts one set of terms for each dataset that it guards', async () => {
    const world = new World();
    world.datasets = [dataset('HCP_YA', { ya: false }), dataset('HCP_Retest', { ya: false })];
    await world.load();
    await world.model.accept('ya', digest('ya'));
    assert.deepEqual(world.opened, ['HCP_YA', 'HCP_Retest']);
    assert.deepEqual(world.recorded[0]?.datasetIds, ['HCP_YA', 'HCP_Retest']);
  });

  it('sends nothing when somebody else renewed the session', async () => {
    const world = new World();
    await world.load();
    world.session = () => {
      world.userName = 'bert';
      return true;
    };
    assert.equal((await world.model.accept('ya', digest('ya'))).kind, 'changed');
    assert.deepEqual(world.asked, ['datasets']);
  });

  it('says so when the person did not sign in again', async () => {
    const world = new World();
    await world.load();
    world.session = () => false;
    await assert.rejects(world.model.accept('ya', digest('ya')), (error) =>
      HcpError.is(error, 'portal.session'),
    );
  });

  it('is not undone by the answer to an older load', async () => {
    const world = new World();
    await world.load();
    let release: () => void = () => undefined;
    world.beforeAnswer = () => new Promise((resolve) => (release = resolve));
    const load = world.load(true);
    world.beforeAnswer = () => undefined;
    await world.model.accept('ya', digest('ya'));
    release();
    assert.equal(states(await load).HCP_YA, 'accepted');
  });

  it('keeps showing the terms while an expired session is renewed', async () => {
    const world = new World();
    await world.load();
    let during: TermsSnapshot | undefined;
    world.session = () => {
      world.signedIn = false;
      world.userName = undefined;
      world.model.accountChanged('session');
      during = world.model.snapshot();
      world.signedIn = true;
      world.userName = 'anna';
      world.model.accountChanged('session');
      return true;
    };
    assert.equal(states(answered(await world.model.accept('ya', digest('ya')))).HCP_YA, 'accepted');
    assert.equal(during?.kind, 'ready');
  });

  it('answers with what the portal shows when its own memory was emptied meanwhile', async () => {
    const world = new World();
    await world.load();
    world.beforeAnswer = () => {
      world.model.forget();
      world.beforeAnswer = () => undefined;
    };
    assert.equal(states(answered(await world.model.accept('ya', digest('ya')))).HCP_YA, 'accepted');
    assert.deepEqual(world.asked, ['datasets', 'accept ya', 'datasets']);
    assert.deepEqual(world.opened, ['HCP_YA']);
  });
});

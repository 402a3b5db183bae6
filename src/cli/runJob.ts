import { HcpError } from '../core/errors';
import type { JobSnapshot, TransferEngine } from '../core/transfer/jobs';
import { JobReport } from './jobReport';
import type { Session } from './session';
import { SpaceWatch } from './spaceWatch';

/** Keeps the process alive while all that it waits for is another process. */
const heartbeat = 60_000;

/**
 * Sees a job to its end: shows how it gets on, and when its keys were refused and the profile holds other ones
 * by now, goes on with those.
 * @param begin starts the job or goes on with it @returns its id
 * @throws HcpError `cancelled` when the person interrupts it; `disk.full` when there is no room for all of it;
 * what paused the job for good
 */
export async function runJob(
  session: Session,
  engine: TransferEngine,
  begin: () => Promise<string>,
): Promise<JobSnapshot> {
  const report = new JobReport(session.output);
  try {
    let last = await untilOver(session, engine, report, begin);
    while (last.state === 'paused') {
      const { spec, reason } = last;
      if (!reason?.code.startsWith('keys.') || !(await session.keys.renew())) {
        throw reason ?? new HcpError('unexpected');
      }
      session.output.note('hcp: The bucket refused the key pair. Going on with the new one of the profile.');
      last = await untilOver(session, engine, report, () => {
        engine.resume(spec.id);
        return Promise.resolve(spec.id);
      });
    }
    return last;
  } finally {
    report.end();
  }
}

/** Resolves with the first snapshot that shows that the job does not go on by itself. */
async function untilOver(
  { signal }: Session,
  engine: TransferEngine,
  report: JobReport,
  begin: () => Promise<string>,
): Promise<JobSnapshot> {
  const latest = new Map<string, JobSnapshot>();
  let id: string | undefined;
  let stopped: HcpError | undefined;
  let wake: () => void = () => undefined;
  const stop = (error: HcpError) => {
    stopped ??= error;
    wake();
  };
  const space = new SpaceWatch(stop);
  const onAbort = () => {
    stop(new HcpError('cancelled'));
  };
  const over = (): JobSnapshot | undefined => {
    const now = latest.get(id ?? '');
    return now && isOver(now) ? now : undefined;
  };
  const alive = setInterval(() => undefined, heartbeat);
  const subscription = engine.onChange((changed) => {
    if (!changed) return;
    // A job may be over before its start has told its id.
    latest.set(changed.spec.id, changed);
    if (changed.spec.id !== id) return;
    report.show(changed);
    space.look(changed);
    if (isOver(changed)) wake();
  });
  signal.addEventListener('abort', onAbort);
  try {
    id = await begin();
    if (signal.aborted) onAbort();
    while (!stopped && !over()) await new Promise<void>((resolve) => (wake = resolve));
    const last = over();
    if (!last) throw stopped ?? new HcpError('unexpected');
    report.show(last);
    return last;
  } finally {
    clearInterval(alive);
    subscription.dispose();
    signal.removeEventListener('abort', onAbort);
  }
}

function isOver({ state, reason }: JobSnapshot): boolean {
  switch (state) {
    case 'done':
    case 'failed':
    case 'cancelled':
      return true;
    case 'paused':
      return reason !== undefined;
    case 'waiting':
    case 'running':
      return false;
  }
}

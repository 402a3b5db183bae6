import { appendFileSync } from 'node:fs';
import { tryLock } from '../../../../src/core/transfer/lock';

/*
 * A process that fights for a lock: TARGET JOB SOURCE ROUNDS LOG. It writes `begin` and `end` to the log around each
 * time that it has the lock; with no rounds it keeps the lock until it is killed. It says `held` when it is refused
 * for the first time, and `locked`.
 */
const [target = '', jobId = '', source = '', rounds = '', log = ''] = process.argv.slice(2);

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const say = (word: string) => process.stdout.write(`${word}\n`);

async function fight(): Promise<void> {
  let refused = false;
  for (let left = Number(rounds); left >= 0;) {
    const attempt = tryLock(target, jobId, [source]);
    if (attempt.kind === 'held') {
      if (!refused) say('held');
      refused = true;
      await rest(Math.random() * 40);
      continue;
    }
    appendFileSync(log, `begin ${jobId}\n`);
    if (rounds === '0') {
      say('locked');
      for (;;) await rest(1_000);
    }
    await rest(Math.random() * 5);
    appendFileSync(log, `end ${jobId}\n`);
    attempt.lock.release();
    if (--left === 0) return;
    await rest(Math.random() * 10);
  }
}

void fight();

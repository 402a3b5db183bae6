import Mocha from 'mocha';
import { recordRun } from '../../records';

const timeout = 20_000;

/** Runs the tests that `load` defines, inside the extension host. Rejects when one failed. */
export async function runMocha(load: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout, reporter: Recorder, fullTrace: true });
  // What mocha does before it reads a file: `describe`, `it` and the hooks become global.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${String(failures)} failed.`);
}

class Recorder extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    recordRun(runner);
  }
}

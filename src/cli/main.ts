import { nodeTooOld } from './nodeVersion';
import { run } from './program';

/** Milliseconds after which an interrupted command ends whatever it still waits for. */
const lastResort = 950;

const interrupted = new AbortController();

function interrupt(): void {
  // A second one is from someone who does not want to wait.
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort();
  setTimeout(() => process.exit(130), lastResort).unref();
}
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

// A reader that goes away (`hcp --help | head -1`) is no failure.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const tooOld = nodeTooOld(process.versions.node);
if (tooOld !== undefined) {
  process.stderr.write(`${tooOld}\n`);
  process.exit(2);
}

void run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  signal: interrupted.signal,
}).then((status) => {
  // Kept connections would keep the process; what is still on its way to a pipe must arrive before the end.
  process.stdout.write('', () => process.exit(status));
});

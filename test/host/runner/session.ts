import type { TestWindow } from './windows';

/** An editor with data folders of its own, in which windows are opened one after the other. */
export interface TestSession {
  /** Opens the window and resolves when its tests are over. @throws when it could not be opened or did not end */
  run(window: TestWindow): Promise<void>;
  /** What the editor said last. */
  said(): string;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly workspaceFolder: string;
  /** Settings that only the machine may set. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

export const extensionId = 'hcp-explorer.hcp-explorer';

/** The extensions of VS Code itself share the process, where mocha takes an error of theirs for the test's. */
export const quiet = { 'git.enabled': false };

const patienceMs = 5 * 60_000;

/** Rejects when the work takes longer than tests of one window ever should. */
export async function guarded<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The window did not end its tests within 5 minutes.'));
    }, patienceMs);
  });
  try {
    return await Promise.race([work, hang]);
  } finally {
    clearTimeout(timer);
  }
}

import * as vscode from 'vscode';
import type { HcpError } from '../../core/errors';
import { toHcpError } from '../../core/errors';
import type { FolderReport } from '../../core/transfer/jobs';
import { cancellable } from '../progress';
import type { EngineRoom } from './engineRoom';

/** A check of a folder against the bucket, as the view shows it. */
export interface FolderCheck {
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly state: 'running' | 'whole' | 'wrong' | 'stopped';
  /** So far, while it is running. */
  readonly report: FolderReport | undefined;
  /** The file that is looked at. */
  readonly current: string | undefined;
  /** Why it stopped; `cancelled` when the person did it. */
  readonly error: HcpError | undefined;
}

/** The checks of this window, newest first. */
export class Checks implements vscode.Disposable {
  private list: readonly FolderCheck[] = [];
  private readonly running = new Map<string, AbortController>();
  private readonly changed = new vscode.EventEmitter<FolderCheck | undefined>();
  private lastId = 0;

  /** Fires with the check that went on, or with undefined when the list did or a check ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly room: EngineRoom) {}

  get all(): readonly FolderCheck[] {
    return this.list;
  }

  /** Checks a folder. The result is in the list too, which has one line for a folder. */
  async run(folder: string, say: (report: FolderReport) => string): Promise<FolderCheck> {
    const stop = new AbortController();
    let check: FolderCheck = {
      id: `check${String(++this.lastId)}`,
      folder,
      begun: Date.now(),
      state: 'running',
      report: undefined,
      current: undefined,
      error: undefined,
    };
    this.running.set(check.id, stop);
    for (const former of this.list) if (former.folder === folder) this.remove(former);
    this.list = [check, ...this.list];
    const become = (change: Partial<FolderCheck>, inPlace: boolean): void => {
      const before = check;
      check = { ...check, ...change };
      this.list = this.list.map((one) => (one === before ? check : one));
      this.changed.fire(inPlace ? check : undefined);
    };
    this.changed.fire(undefined);
    try {
      const engine = await this.room.ready();
      const report = await cancellable(vscode.l10n.t('Verifying {0}', folder), (button, tell) =>
        engine.verify(folder, AbortSignal.any([stop.signal, button]), (soFar, current) => {
          tell(say(soFar));
          become({ report: soFar, current }, true);
        }),
      );
      become({ report, current: undefined, state: isWhole(report) ? 'whole' : 'wrong' }, false);
    } catch (error) {
      become({ current: undefined, state: 'stopped', error: toHcpError(error) }, false);
    } finally {
      this.running.delete(check.id);
    }
    return check;
  }

  cancel({ id }: FolderCheck): void {
    this.running.get(id)?.abort();
  }

  /** Takes a check off the list, and stops it. */
  remove(check: FolderCheck): void {
    this.cancel(check);
    this.list = this.list.filter(({ id }) => id !== check.id);
    this.changed.fire(undefined);
  }

  clearFinished(): void {
    for (const check of this.list) if (check.state !== 'running') this.remove(check);
  }

  dispose(): void {
    for (const stop of this.running.values()) stop.abort();
    this.changed.dispose();
  }
}

function isWhole({ whole, wrong, missing, changed, unknown }: FolderReport): boolean {
  return whole > 0 && wrong + missing + changed + unknown === 0;
}

import * as vscode from 'vscode';

/**
 * The terminals that have the key pair. They end with the window: a browser that is closed or reloaded takes
 * VS Code's word that they are to end with it, and their shells would be kept for hours.
 */
export class KeyTerminals implements vscode.Disposable {
  private readonly shells = new Map<vscode.Terminal, number>();
  private readonly closing = vscode.window.onDidCloseTerminal((terminal) => this.closed(terminal));

  async add(terminal: vscode.Terminal): Promise<void> {
    const pid = await terminal.processId;
    if (pid !== undefined && terminal.exitStatus === undefined) this.shells.set(terminal, pid);
  }

  dispose(): void {
    this.closing.dispose();
    this.end();
  }

  /** Ends them all: the pair is gone. */
  end(): void {
    for (const pid of this.shells.values()) hangUp(pid);
    this.shells.clear();
  }

  /** The number of a shell that ended by itself may be another process's by now. */
  private closed(terminal: vscode.Terminal): void {
    const pid = this.shells.get(terminal);
    this.shells.delete(terminal);
    if (pid !== undefined && terminal.exitStatus?.reason !== vscode.TerminalExitReason.Process) hangUp(pid);
  }
}

function hangUp(pid: number): void {
  try {
    process.kill(pid, 'SIGHUP');
  } catch {
    // It has ended already.
  }
}

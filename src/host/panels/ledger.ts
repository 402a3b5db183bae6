import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { Acceptances, type Acceptance } from './acceptances';
import { digestOf } from './snapshot';

export interface LedgerEntry {
  readonly acceptance: Acceptance;
  /** The text as the portal sent it, untrusted; undefined when it was not kept, or is not the one any more. */
  readonly html: string | undefined;
}

/**
 * What was accepted with this editor, by whom, when, and the texts. The acceptances are in the editor's state;
 * each text is a file of the extension's own folder, named by its SHA-256. Signing out keeps it all.
 */
export class TermsLedger {
  readonly acceptances: Acceptances;

  /** @param folder where the texts are kept; made when it is missing */
  constructor(
    state: Pick<vscode.Memento, 'get' | 'update'>,
    private readonly folder: string,
  ) {
    this.acceptances = new Acceptances(state);
  }

  /** Notes the acceptance also when its text can't be kept. @throws the error of the disk, or of the state */
  async add(acceptance: Acceptance, html: string): Promise<void> {
    await this.acceptances.add(acceptance);
    await this.keepText(html);
  }

  async entries(): Promise<readonly LedgerEntry[]> {
    return Promise.all(
      this.acceptances.all.map(async (acceptance) => ({
        acceptance,
        html: await this.readText(acceptance.digest),
      })),
    );
  }

  async clear(): Promise<void> {
    await this.acceptances.clear();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async keepText(html: string): Promise<void> {
    const file = this.fileOf(digestOf(html));
    const fresh = `${file}.${String(process.pid)}.new`;
    await mkdir(this.folder, { recursive: true });
    await writeFile(fresh, html);
    await rename(fresh, file);
  }

  /** A file that was changed is not the text that was accepted. */
  private async readText(digest: string): Promise<string | undefined> {
    const html = await readFile(this.fileOf(digest), 'utf8').catch(() => undefined);
    return html !== undefined && digestOf(html) === digest ? html : undefined;
  }

  private fileOf(digest: string): string {
    return join(this.folder, `${digest}.html`);
  }
}

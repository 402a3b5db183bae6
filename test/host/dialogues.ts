import * as vscode from 'vscode';

/** A message with buttons, as a person sees it. */
export interface ShownMessage {
  readonly message: string;
  readonly detail: string | undefined;
  readonly modal: boolean;
  readonly buttons: readonly string[];
}

type Answer = (shown: ShownMessage) => string | undefined;
type Show = (...args: readonly unknown[]) => Thenable<unknown>;
const messageNames = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Answers the editor's messages and dialogues in place of a person, until it is disposed. */
export class Dialogues implements vscode.Disposable {
  readonly messages: ShownMessage[] = [];
  /** The lists to pick from, as shown. */
  readonly lists: (readonly vscode.QuickPickItem[])[] = [];
  /** Names the button to press; undefined dismisses. */
  answer: Answer = () => undefined;
  /** The label of the item to pick, always or in turn. */
  pick: string | readonly string[] | undefined;
  file: vscode.Uri | undefined;
  private readonly before = new Map<string, unknown>();

  constructor() {
    for (const name of messageNames) this.replace(name, (...args) => this.show(args));
    this.replace('showQuickPick', async (items) => {
      const list = (await items) as readonly vscode.QuickPickItem[];
      this.lists.push(list);
      const wanted = typeof this.pick === 'object' ? this.pick[this.lists.length - 1] : this.pick;
      return list.find((item) => item.label === wanted);
    });
    this.replace('showSaveDialog', () => Promise.resolve(this.file));
    this.replace('showOpenDialog', () => Promise.resolve(this.file && [this.file]));
  }

  dispose(): void {
    for (const [name, value] of this.before) Reflect.set(vscode.window, name, value);
  }

  private replace(name: string, by: Show): void {
    this.before.set(name, Reflect.get(vscode.window, name));
    Reflect.set(vscode.window, name, by);
  }

  private show([message, ...rest]: readonly unknown[]): Promise<unknown> {
    const options = rest.find(isOptions);
    const items = rest.filter((item) => item !== options);
    const titles = items.map((item) =>
      typeof item === 'string' ? item : (item as vscode.MessageItem).title,
    );
    const shown = {
      message: String(message),
      detail: options?.detail,
      modal: options?.modal ?? false,
      buttons: titles,
    };
    this.messages.push(shown);
    const chosen = this.answer(shown);
    return Promise.resolve(items[titles.findIndex((title) => title === chosen)]);
  }
}

function isOptions(value: unknown): value is vscode.MessageOptions {
  return typeof value === 'object' && value !== null && !('title' in value);
}

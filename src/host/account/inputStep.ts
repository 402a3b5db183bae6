import * as vscode from 'vscode';
import { toHcpError } from '../../core/errors';

/** A button in the box's title bar that opens something beside the dialogue. */
export interface StepButton {
  readonly icon: string;
  readonly tooltip: string;
  run(): Thenable<unknown>;
}

export type StepAnswer<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly message: string };

/** One input box of a dialogue. */
export interface InputStep<T> {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Masks what is typed, and empties the box as soon as it was taken. */
  readonly secret?: boolean;
  readonly back?: boolean;
  readonly buttons?: readonly StepButton[];
  /** Judges what was entered; `refused` keeps the box open with the message. Aborted when the box is dismissed. */
  accept(text: string, signal: AbortSignal): StepAnswer<T> | Promise<StepAnswer<T>>;
}

export type StepResult<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'dismissed' };

/** Shows the box until it is answered, left or dismissed. Rejects with what `accept` rejects with. */
export function askStep<T>(step: InputStep<T>): Promise<StepResult<T>> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createInputBox();
    const abort = new AbortController();
    const buttons = new Map<vscode.QuickInputButton, StepButton>(
      step.buttons?.map((button) => [
        { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip },
        button,
      ]),
    );
    const end = (settle: () => void) => {
      settle();
      abort.abort();
      box.dispose();
    };
    const fail = (error: unknown) => end(() => reject(toHcpError(error)));
    const accept = async () => {
      if (box.busy) return;
      const text = box.value;
      if (step.secret) box.value = '';
      box.validationMessage = undefined;
      box.busy = true;
      try {
        const answer = await step.accept(text, abort.signal);
        if (abort.signal.aborted) return;
        if (answer.kind === 'done') return end(() => resolve(answer));
        box.validationMessage = answer.message;
        box.busy = false;
      } catch (error) {
        fail(error);
      }
    };

    box.title = step.title;
    box.step = step.step;
    box.totalSteps = step.totalSteps;
    box.prompt = step.prompt;
    box.placeholder = step.placeholder;
    box.value = step.value ?? '';
    box.password = step.secret ?? false;
    box.ignoreFocusOut = true;
    box.buttons = [...(step.back ? [vscode.QuickInputButtons.Back] : []), ...buttons.keys()];
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) end(() => resolve({ kind: 'back' }));
      else buttons.get(button)?.run().then(undefined, fail);
    });
    // Emptying a secret box counts as a change too, and must not take the message with it.
    box.onDidChangeValue((value) => {
      if (value) box.validationMessage = undefined;
    });
    box.onDidAccept(() => void accept());
    box.onDidHide(() => end(() => resolve({ kind: 'dismissed' })));
    box.show();
  });
}

import type * as vscode from 'vscode';

/** VS Code keeps the original beside a translated one. */
type Localised = string | { readonly value: string };

interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly category: Localised;
      readonly title: Localised;
    }[];
  };
}

/** Titles of this extension's commands as the palette has them, e.g. `HCP: Sign In`, in the person's language. */
export function commandTitles({
  packageJSON,
}: Pick<vscode.Extension<unknown>, 'packageJSON'>): (command: string) => string | undefined {
  const { contributes } = packageJSON as Manifest;
  return (wanted) => {
    const found = contributes.commands.find(({ command }) => command === wanted);
    return found && `${textOf(found.category)}: ${textOf(found.title)}`;
  };
}

function textOf(text: Localised): string {
  return typeof text === 'string' ? text : text.value;
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from '../vscode/cache';

/** The title of the command that asks. */
export const askTool = 'Ask for Data';

/**
 * An extension that asks one of our tools as a model's chat does, by the command `askTool`, and shows the answer
 * as a message. @returns its folder
 */
export function makeAsking(tool: string, input: object): string {
  const root = path.join(projectFolder, 'out');
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(path.join(root, 'asking-'));
  const manifest = {
    name: 'asking',
    publisher: 'tests',
    version: '1.0.0',
    engines: { vscode: '^1.99.0' },
    main: 'asking.js',
    contributes: { commands: [{ command: 'asking.ask', title: askTool }] },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const options = JSON.stringify({ input });
  writeFileSync(
    path.join(folder, 'asking.js'),
    `const vscode = require('vscode');
exports.activate = () =>
  vscode.commands.registerCommand('asking.ask', async () => {
    const answer = await vscode.lm.invokeTool('${tool}', { ...${options}, toolInvocationToken: undefined });
    void vscode.window.showInformationMessage('Answer: ' + answer.content.map(({ value }) => value).join());
  });
`,
  );
  return folder;
}

import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { openPreview } from '../../../src/host/preview/open';

// An extension for tests, installed beside ours: opens what it is told over loopback, as a click does.

const orderSchema = v.variant('do', [
  v.object({ do: v.literal('open'), uri: v.string() }),
  /** As the tree does when the folder is opened there. */
  v.object({ do: v.literal('list'), uri: v.string() }),
  v.object({ do: v.literal('command'), command: v.string() }),
]);

export function activate(context: vscode.ExtensionContext): void {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1', () => {
    writeFileSync(process.env.HCP_OPENER_PORT ?? '', String((server.address() as AddressInfo).port));
  });
  context.subscriptions.push({ dispose: () => server.close() });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const begun = Date.now();
  try {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    await carryOut(v.parse(orderSchema, JSON.parse(text)));
    response.end(JSON.stringify({ begun }));
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
}

async function carryOut(order: v.InferOutput<typeof orderSchema>): Promise<void> {
  switch (order.do) {
    case 'command':
      await vscode.commands.executeCommand(order.command);
      return;
    case 'list':
      await vscode.workspace.fs.readDirectory(vscode.Uri.parse(order.uri, true));
      return;
    case 'open': {
      const uri = vscode.Uri.parse(order.uri, true);
      if (uri.scheme === 'file') await openPreview(uri);
      else await vscode.commands.executeCommand('hcp.openFile', uri);
    }
  }
}

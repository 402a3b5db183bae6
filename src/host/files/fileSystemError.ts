import * as vscode from 'vscode';
import { toHcpError, type HcpErrorCode } from '../../core/errors';
import { describeError } from '../messages/describeError';

/**
 * The error as VS Code's file services know it, with words for the person. Only an object that is known to
 * be missing is "not found": an editor marks its file as deleted then.
 */
export function fileSystemError(error: unknown, uri: vscode.Uri): vscode.FileSystemError {
  if (error instanceof vscode.FileSystemError) return error;
  const hcpError = toHcpError(error);
  const { message } = describeError(hcpError);
  if (hcpError.code === 'bucket.notFound') return vscode.FileSystemError.FileNotFound(uri);
  if (refusals.has(hcpError.code)) return vscode.FileSystemError.NoPermissions(message);
  return vscode.FileSystemError.Unavailable(message);
}

const refusals: ReadonlySet<HcpErrorCode> = new Set<HcpErrorCode>([
  'bucket.denied',
  'keys.missing',
  'keys.unknown',
  'keys.secret',
  'keys.replaced',
  'keys.clock',
]);

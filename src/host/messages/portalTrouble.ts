import * as vscode from 'vscode';
import type { ErrorFacts } from '../../core/errors';

/** Why there is no answer of the portal, in words: its certificate, its silence, or the network. */
export function unreachableMessage({ reason }: ErrorFacts): string {
  if (reason === 'timeout') {
    return vscode.l10n.t(
      'The portal did not answer in time. It may be overloaded, or a proxy on the way holds its answer back. Try again later, or go on by hand in the browser.',
    );
  }
  if (typeof reason === 'string' && /CERT|SIGNATURE|ISSUER|^ERR_(SSL|TLS)/.test(reason)) {
    return vscode.l10n.t(
      'The portal’s certificate can’t be trusted ({0}), so nothing was sent to it. On a network that inspects https, add its certificate to the system’s; else check the portal’s address.',
      reason,
    );
  }
  return vscode.l10n.t(
    'The portal can’t be reached. Check the network, a proxy or VPN, and the portal’s address. If a browser reaches it, go on by hand.',
  );
}

/** What is wrong with an answer of the portal, in words: it leads elsewhere, does not end, or has a new form. */
export function changedMessage({ reason, host }: ErrorFacts): string {
  if (reason === 'redirect') {
    return vscode.l10n.t(
      'The portal leads to another address ({0}), which was not followed. Has the portal moved? Go on by hand: do this step in the browser, then come back.',
      host ?? '?',
    );
  }
  if (reason === 'answer too long') {
    return vscode.l10n.t(
      'The portal’s answer was far too long and was given up. Go on by hand: do this step in the browser, then come back.',
    );
  }
  return vscode.l10n.t(
    'The portal answered with a page that this version can’t read. Go on by hand: do this step in the browser, then come back.',
  );
}

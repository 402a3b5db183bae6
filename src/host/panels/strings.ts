import * as vscode from 'vscode';
import type { TermsStrings } from '../../shared/protocol';

/** The words of the terms panel, in the person's language. */
export function termsStrings(): TermsStrings {
  return {
    title: vscode.l10n.t('Data Use Terms'),
    intro: vscode.l10n.t(
      'A dataset of the Human Connectome Project opens when you have accepted its data use terms. Read them here and accept them in your own name. The portal keeps the record.',
    ),
    loading: vscode.l10n.t('Loading the terms from the portal…'),
    signedInAs: vscode.l10n.t('Signed in as {0}'),
    refresh: vscode.l10n.t('Refresh'),
    retry: vscode.l10n.t('Try Again'),
    signedOutTitle: vscode.l10n.t('Sign in to read the terms'),
    signedOut: vscode.l10n.t(
      'The ConnectomeDB portal keeps the data use terms and knows which ones you have accepted. Sign in with your portal account to see them.',
    ),
    signIn: vscode.l10n.t('Sign In'),
    openPortal: vscode.l10n.t('Open the Portal in the Browser'),
    termsByHand: vscode.l10n.t('Accept Terms by Hand…'),
    copyReport: vscode.l10n.t('Copy Report'),
    loadFailed: vscode.l10n.t('The terms could not be loaded'),
    stopped: vscode.l10n.t('Loading was stopped before the portal answered.'),
    noAnswer: vscode.l10n.t(
      'There was no answer in time. The portal may be slow, or VS Code may be waiting for you to sign in. Try again to see where things stand.',
    ),
    emptyDatasets: vscode.l10n.t('The portal shows no datasets to this account.'),
    datasets: vscode.l10n.t('Datasets'),
    stateNoTerms: vscode.l10n.t('No terms found'),
    stateTermsRequired: vscode.l10n.t('Terms required'),
    stateAccepted: vscode.l10n.t('Accepted'),
    stateAcceptedWithKeys: vscode.l10n.t('Accepted, keys ready'),
    opens: vscode.l10n.t('Release folders that it opens'),
    notInBucket: vscode.l10n.t(
      'This dataset has no known folder in the bucket. Its files are on the portal.',
    ),
    noTerms: vscode.l10n.t(
      'No data use terms could be read from the page of this dataset. Open the dataset on the portal to see what it asks for.',
    ),
    openDataset: vscode.l10n.t('Open on the Portal'),
    termsText: vscode.l10n.t('Text of {0}'),
    emptyText: vscode.l10n.t(
      'The portal sent no text for these terms, so they cannot be accepted here. Open the dataset on the portal to read and accept them.',
    ),
    showText: vscode.l10n.t('Show the text'),
    hideText: vscode.l10n.t('Hide the text'),
    tick: vscode.l10n.t('I have read and agree to these terms'),
    accept: vscode.l10n.t('Accept'),
    acceptNamed: vscode.l10n.t('Accept {0}'),
    acceptHint: vscode.l10n.t('You accept in your own name, as {0}.'),
    accepting: vscode.l10n.t('Accepting…'),
    accepted: vscode.l10n.t('Accepted'),
    acceptedNamed: vscode.l10n.t('The portal confirmed that you accepted {0}.'),
    changedAccepted: vscode.l10n.t(
      'This text has changed since you accepted it on {0}. The portal lists the terms as accepted. “HCP: Export Terms Ledger…” has the text of that time.',
    ),
    changedRequired: vscode.l10n.t(
      'This text has changed since you accepted it on {0}. The portal asks you to accept it. “HCP: Export Terms Ledger…” has the text of that time.',
    ),
    notAccepted: vscode.l10n.t(
      'The portal does not list these terms as accepted. Try again, or open the dataset on the portal and accept them there.',
    ),
    nextKeysTitle: vscode.l10n.t('Next: your AWS key pair'),
    nextKeys: vscode.l10n.t(
      'The release folders are read with a key pair that the portal makes for you. If you have a pair already, use it: a new one disables it on all your machines.',
    ),
    requestKeys: vscode.l10n.t('Request AWS Keys'),
    useExistingKeys: vscode.l10n.t('Use Existing AWS Keys'),
    nextBrowseTitle: vscode.l10n.t('Ready to browse'),
    nextBrowse: vscode.l10n.t('Your key pair reads the release folders of this dataset.'),
    browse: vscode.l10n.t('Browse in the HCP Side Panel'),
  };
}

/** Every id that package.json and the code share. A test compares them both ways. */

export const commandIds = [
  'hcp.signIn',
  'hcp.signOut',
  'hcp.reviewTerms',
  'hcp.exportTerms',
  'hcp.clearTerms',
  'hcp.requestKeys',
  'hcp.useExistingKeys',
  'hcp.keysByHand',
  'hcp.termsByHand',
  'hcp.saveKeyPair',
  'hcp.writeProfile',
  'hcp.openTerminal',
  'hcp.testAccess',
  'hcp.createAccount',
  'hcp.openPortal',
  'hcp.refresh',
  'hcp.loadMore',
  'hcp.openFile',
  'hcp.showDetails',
  'hcp.download',
  'hcp.verify',
  'hcp.copyMethods',
  'hcp.copyAcknowledgement',
  'hcp.installCommand',
  'hcp.downloads.pause',
  'hcp.downloads.resume',
  'hcp.downloads.cancel',
  'hcp.downloads.retry',
  'hcp.downloads.again',
  'hcp.downloads.reveal',
  'hcp.downloads.openFolder',
  'hcp.downloads.openManifest',
  'hcp.downloads.verify',
  'hcp.downloads.repair',
  'hcp.downloads.remove',
  'hcp.downloads.clear',
  'hcp.downloads.pauseFile',
  'hcp.downloads.resumeFile',
  'hcp.downloads.cancelFile',
  'hcp.showLog',
  'hcp.copyReport',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = ['hcp.explorer', 'hcp.downloads'] as const;
export type ViewId = (typeof viewIds)[number];

export const settingIds = [
  'hcp.portal.url',
  'hcp.bucket.name',
  'hcp.bucket.region',
  'hcp.bucket.endpoint',
  'hcp.preview.maxSize',
  'hcp.download.folder',
  'hcp.download.confirmAbove',
  'hcp.download.connections',
  'hcp.download.bandwidth',
] as const;
export type SettingId = (typeof settingIds)[number];

/** Tools that language models can ask for. */
export const toolIds = ['hcp_list', 'hcp_describe', 'hcp_estimatePlan', 'hcp_download'] as const;
export type ToolId = (typeof toolIds)[number];

/** `when` clause keys that the code sets. */
export const contextKeyIds = [
  'hcp.account',
  'hcp.hasDownloads',
  'hcp.hasAcceptedTerms',
  'hcp.hasBrowsed',
  'hcp.hasPreviewed',
] as const;
export type ContextKeyId = (typeof contextKeyIds)[number];

/**
 * Values of `hcp.account`, which choose the explorer's welcome view:
 * `signedOut` no session and no keys; `noKeys` a session but no keys; `keysForgotten` the editor lost
 * the pair that this person had; `ready` a pair is there. Empty until the secret store has answered.
 */
export type AccountState = 'signedOut' | 'noKeys' | 'keysForgotten' | 'ready';

export const fileScheme = 'hcp';
export const containerId = 'hcp';

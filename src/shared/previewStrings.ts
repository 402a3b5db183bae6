/** Strings of the preview's shell, in the person's language. `{0}` and so on stand for values. */
export type PreviewStrings = Readonly<Record<PreviewStringId, string>>;
export const previewStringIds = [
  'loading',
  'loadingBytes',
  'bytes',
  'bytesOfVolume',
  'details',
  'showDetails',
  'hideDetails',
  'download',
  'copyAddress',
  'openAsText',
  'failed',
  'retry',
  'noAnswer',
  'stopped',
  'changed',
  'notThere',
  'noGraphics',
] as const;
export type PreviewStringId = (typeof previewStringIds)[number];

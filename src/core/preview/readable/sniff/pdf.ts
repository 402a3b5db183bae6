import type { Sniff } from './sniffs';

export const sniffPdf: Sniff = ({ bytes }) => {
  const version = /^%PDF-(\d\.\d)/.exec(bytes.toString('latin1', 0, 16))?.[1];
  return version === undefined ? undefined : [{ id: 'format', value: `PDF ${version}` }];
};

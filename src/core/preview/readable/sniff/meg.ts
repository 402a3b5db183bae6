import type { Sniff } from './sniffs';

/**
 * What 4D Neuroimaging's systems write has no mark of its own at the start: the name tells. A configuration
 * begins with its version (2 bytes) and the name of the site (32), as MNE-Python reads it.
 */
export const sniffMeg: Sniff = ({ name, bytes }) => {
  if (/^[ce],rf(dc|hp)/i.test(name)) return [{ id: 'format', value: '4D Neuroimaging MEG' }];
  if (name !== 'config') return undefined;
  const site = bytes.length < 34 ? '' : bytes.toString('latin1', 2, 34).replace(/\0.*$/s, '');
  const isNamed = site.length > 1 && /^[\x20-\x7e]+$/.test(site);
  return [
    { id: 'format', value: '4D Neuroimaging MEG' },
    ...(isNamed ? [{ id: 'description', value: site } as const] : []),
  ];
};

/** Names of NIfTI's intent codes (nifti1.h), as nibabel and Workbench write them in words. */
const names: Readonly<Record<number, string>> = {
  2: 'correlation',
  3: 't test',
  4: 'f test',
  5: 'z score',
  6: 'chi2',
  22: 'p value',
  23: 'log p value',
  24: 'log10 p value',
  1001: 'estimate',
  1002: 'label',
  1003: 'neuroname',
  1004: 'general matrix',
  1005: 'symmetric matrix',
  1006: 'displacement vector',
  1007: 'vector',
  1008: 'point set',
  1009: 'triangle',
  1010: 'quaternion',
  1011: 'dimensionless',
  2001: 'time series',
  2002: 'node index',
  2003: 'rgb vector',
  2004: 'rgba vector',
  2005: 'shape',
  2006: 'FSL FNIRT displacement field',
  2007: 'FSL cubic spline coefficients',
  2008: 'FSL DCT coefficients',
  2009: 'FSL quadratic spline coefficients',
};

export function intentName(code: number): string {
  return names[code] ?? `intent ${String(code)}`;
}

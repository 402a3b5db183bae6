/** What a file is, told from its name as HCP's pipelines give it. */
export interface FileKind {
  readonly kind: KindId;
  readonly label: KindLabel;
  readonly opensAs: OpensAs;
}

export type KindId =
  | 'text'
  | 'table'
  | 'json'
  | 'xml'
  | 'html'
  | 'image'
  | 'volume'
  | 'surface'
  | 'gifti'
  | 'cifti'
  | 'freesurfer'
  | 'matlab'
  | 'meg'
  | 'document'
  | 'archive'
  | 'other';

/** In English; a closed list, so that whoever shows it has words for each in the person's language. */
export type KindLabel =
  | 'CIFTI dense time series'
  | 'CIFTI dense scalar map'
  | 'CIFTI dense label map'
  | 'CIFTI dense connectivity matrix'
  | 'CIFTI parcellated time series'
  | 'CIFTI parcellated scalar map'
  | 'CIFTI parcellated label map'
  | 'CIFTI parcellated connectivity matrix'
  | 'CIFTI scalar data series'
  | 'NIfTI volume'
  | 'FreeSurfer volume'
  | 'FreeSurfer warp'
  | 'FreeSurfer annotation'
  | 'FreeSurfer surface or surface map'
  | 'GIFTI surface'
  | 'GIFTI functional map'
  | 'GIFTI shape map'
  | 'GIFTI label map'
  | 'GIFTI file'
  | 'picture'
  | 'SVG picture'
  | 'PPM picture'
  | 'JSON file'
  | 'table'
  | 'motion parameters'
  | 'physiological recording'
  | 'b-values'
  | 'gradient directions'
  | 'FreeSurfer statistics'
  | 'FSL matrix'
  | 'Workbench scene or spec file'
  | 'XML file'
  | 'web page'
  | 'text file'
  | 'text file of eddy'
  | 'job log'
  | 'matrix or MATLAB file'
  | 'raw MEG recording'
  | 'MEG system configuration'
  | 'PDF document'
  | 'spreadsheet'
  | 'office document'
  | 'compressed file'
  | 'file';

/** `bytes`: the name leaves it open; `looksBinary` of the first bytes decides between text and nothing. */
export type OpensAs = 'editor' | 'image' | 'none' | 'bytes';

type Rule = readonly [pattern: RegExp, kind: KindId, label: KindLabel, opensAs: OpensAs];

const cifti = (name: string, label: KindLabel): Rule => [
  new RegExp(`\\.${name}\\.nii$`),
  'cifti',
  label,
  'none',
];
const gifti = (name: string, label: KindLabel): Rule => [
  new RegExp(`\\.${name}\\.gii$`),
  'gifti',
  label,
  'none',
];

/** The first rule that fits the name in small letters counts. */
const rules: readonly Rule[] = [
  cifti('dtseries', 'CIFTI dense time series'),
  cifti('dscalar', 'CIFTI dense scalar map'),
  cifti('dlabel', 'CIFTI dense label map'),
  cifti('dconn', 'CIFTI dense connectivity matrix'),
  cifti('ptseries', 'CIFTI parcellated time series'),
  cifti('pscalar', 'CIFTI parcellated scalar map'),
  cifti('plabel', 'CIFTI parcellated label map'),
  cifti('pconn', 'CIFTI parcellated connectivity matrix'),
  cifti('sdseries', 'CIFTI scalar data series'),
  [/\.nii(\.gz)?$|\.(img|hdr)$/, 'volume', 'NIfTI volume', 'none'],
  [/\.mg[hz]$/, 'volume', 'FreeSurfer volume', 'none'],
  [/\.m3z$/, 'freesurfer', 'FreeSurfer warp', 'none'],
  [/\.(surf|coord|topo)\.gii$/, 'surface', 'GIFTI surface', 'none'],
  gifti('func', 'GIFTI functional map'),
  gifti('shape', 'GIFTI shape map'),
  gifti('label', 'GIFTI label map'),
  [/\.gii$/, 'gifti', 'GIFTI file', 'none'],

  [/\.(png|jpe?g|gif|bmp)$/, 'image', 'picture', 'image'],
  // VS Code's picture viewer does not take these two; an SVG is text, and a PPM may be.
  [/\.svg$/, 'image', 'SVG picture', 'editor'],
  [/\.ppm$/, 'image', 'PPM picture', 'bytes'],

  [/\.json$/, 'json', 'JSON file', 'editor'],
  [/\.(csv|tsv|tab)$/, 'table', 'table', 'editor'],
  [
    /^movement_.*\.txt$|\.eddy_(parameters|(restricted_)?movement_rms)$/,
    'table',
    'motion parameters',
    'editor',
  ],
  [/_physio_log\.txt$/, 'table', 'physiological recording', 'editor'],
  [/(^|\.)bvals?$/, 'table', 'b-values', 'editor'],
  [/(^|\.)bvecs?$/, 'table', 'gradient directions', 'editor'],
  [/\.stats$/, 'table', 'FreeSurfer statistics', 'editor'],
  [/\.(con|grp)$/, 'table', 'FSL matrix', 'editor'],
  [/_tab\.txt$|^melodic_(mix|ftmix|tmodes|icstats)$|^eigenvalues_percent$/, 'table', 'table', 'editor'],
  [/\.(scene|spec)$/, 'xml', 'Workbench scene or spec file', 'editor'],
  [/\.xml$/, 'xml', 'XML file', 'editor'],
  [/\.html?$/, 'html', 'web page', 'editor'],
  [/\.(txt|md|log|fsf|lev|label|ctab|lta|xfm|fix|touch)$/, 'text', 'text file', 'editor'],
  [/^(logfile|config\.txt)$/, 'text', 'text file', 'editor'],
  [/\.eddy_[a-z_]+$/, 'text', 'text file of eddy', 'editor'],
  // Output of a cluster job: name.o123, name.e123, of an array job name.o123-1.
  [/\.[eo]\d+(-\d+)?$/, 'text', 'job log', 'editor'],

  // FSL's design.mat is text, MATLAB's are binary.
  [/\.mat$/, 'matlab', 'matrix or MATLAB file', 'bytes'],
  [/^([ce],rf(dc|hp[\d.]+hz.*))$/, 'meg', 'raw MEG recording', 'none'],
  [/^config$/, 'meg', 'MEG system configuration', 'bytes'],
  [/\.annot$/, 'freesurfer', 'FreeSurfer annotation', 'none'],
  [/^[lr]h\./, 'freesurfer', 'FreeSurfer surface or surface map', 'bytes'],

  [/\.pdf$/, 'document', 'PDF document', 'none'],
  [/\.(xlsx?|ods)$/, 'document', 'spreadsheet', 'none'],
  [/\.(docx?|pptx?)$/, 'document', 'office document', 'none'],
  [/\.(zip|tar|tgz|7z|gz|bz2|xz)$/, 'archive', 'compressed file', 'none'],
];

/** Looks at the last part of the key only. Never fails: what no rule knows is `other`. */
export function kindOf(key: string): FileKind {
  const name = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
  const rule = rules.find(([pattern]) => pattern.test(name));
  if (!rule) return { kind: 'other', label: 'file', opensAs: 'bytes' };
  const [, kind, label, opensAs] = rule;
  return { kind, label, opensAs };
}

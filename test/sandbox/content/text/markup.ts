import { fitBetween, subjectOf, type TextMaker } from './fit';

/** The page of an analysis report. */
export const htmlPage: TextMaker = (source, random) => {
  const head = `<!DOCTYPE html>\n<html><head><title>${source.name}</title></head>\n<body>\n<h1>FSL report ${source.mark}</h1>\n`;
  const item = (index: number): string =>
    `<p>Component ${String(index + 1)}: ${random.between(0, 9).toFixed(2)} % of variance</p>\n`;
  return fitBetween(source.size, head, item, '\n</body></html>\n');
};

/** How a MEG file came to be. */
export const provenance: TextMaker = (source, random) => {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<provenance xmlns="http://www.humanconnectome.org/prov">\n<file>${escapeXml(source.name.replace(/\.xml$/, ''))}</file>\n<mark>${source.mark}</mark>\n`;
  const names = ['creator', 'pipeline', 'matlab', 'fieldtrip', 'host', 'operatingsystem'];
  const item = (index: number): string =>
    `<step><name>${names[index % names.length] ?? ''}</name><value>${String(random.next())}</value></step>\n`;
  return fitBetween(source.size, head, item, '</provenance>\n');
};

/** Workbench's list of the files that belong together. */
export const specFile: TextMaker = (source, random) => {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<CaretSpecFile Version="1.0">\n<MetaData><MD><Name><![CDATA[UniqueID]]></Name><Value><![CDATA[${source.mark}]]></Value></MD></MetaData>\n`;
  const surfaces = ['white', 'pial', 'midthickness', 'inflated', 'very_inflated', 'sphere'];
  const item = (index: number): string => {
    const side = index % 2 === 0 ? 'L' : 'R';
    const surface = surfaces[Math.floor(index / 2)];
    if (surface === undefined) return `<!-- ${random.next().toString(16)} -->\n`;
    const mesh = /(\w+)\.wb\.spec$/.exec(source.name)?.[1] ?? 'native';
    const file = `${subjectOf(source)}.${side}.${surface}.${mesh}.surf.gii`;
    const structure = side === 'L' ? 'CortexLeft' : 'CortexRight';
    return `<DataFile Structure="${structure}" DataFileType="SURFACE" Selected="true">${file}</DataFile>\n`;
  };
  return fitBetween(source.size, head, item, '</CaretSpecFile>\n');
};

/** What Workbench shows: here its frame, the files of its spec, and settings by name. */
export const sceneFile: TextMaker = (source, random) => {
  const subject = subjectOf(source);
  const run = source.path.split('/').at(-2) ?? '';
  const files = [
    ...['L', 'R'].flatMap((side) =>
      ['midthickness', 'inflated', 'very_inflated'].map((surface) => [
        'SURFACE',
        `CORTEX_${side === 'L' ? 'LEFT' : 'RIGHT'}`,
        `../../fsaverage_LR32k/${subject}.${side}.${surface}.32k_fs_LR.surf.gii`,
      ]),
    ),
    ['CONNECTIVITY_DENSE_SERIES', 'ALL', `${run}_Atlas.dtseries.nii`],
    ['VOLUME', 'ALL', `../../T1w_restore.nii.gz`],
  ];
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<SceneFile Version="3">\n<MetaData><MD><Name><![CDATA[UniqueID]]></Name><Value><![CDATA[${source.mark}]]></Value></MD></MetaData>\n<SceneInfoDirectory></SceneInfoDirectory>\n<Scene Index="0" Type="SCENE_TYPE_FULL"><Name><![CDATA[${subjectOf(source)}]]></Name>\n`;
  const setting = (index: number): string =>
    `<Object Type="float" Class="setting" Name="setting_${String(index)}">${random.normal().toFixed(6)}</Object>\n`;
  const item = (index: number): string => {
    const [type, structure, path] = files[index] ?? [];
    if (type === undefined || structure === undefined || path === undefined) return setting(index);
    return `<Object Type="enumeratedType" Name="dataFileType">${type}</Object><Object Type="enumeratedType" Name="structure">${structure}</Object><Object Type="pathName" Name="fileName">${path}</Object>\n`;
  };
  return fitBetween(source.size, head, item, '</Scene>\n</SceneFile>\n');
};

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

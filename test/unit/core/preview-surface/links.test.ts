import assert from 'node:assert/strict';
import { describeLinks } from '../../../../src/core/preview/surface/describeLinks';
import { openLinks } from '../../../../src/core/preview/surface/openLinks';
import { Undrawable } from '../../../../src/core/preview/model';
import { memoryFiles, sandboxFiles, SUBJECT } from './files';

const xml = (text: string): Uint8Array => new TextEncoder().encode(`<?xml version="1.0"?>\n${text}`);

describe('a spec file', () => {
  it('lists its files by structure, each with whether it is there', async () => {
    const files = memoryFiles({
      'a/b/x.wb.spec': xml(
        `<CaretSpecFile Version="1.0"><MetaData/>
        <DataFile Structure="CortexLeft" DataFileType="SURFACE" Selected="true">
          x &amp; y.L.surf.gii
        </DataFile>
        <DataFile Structure="CortexLeft" DataFileType="METRIC" Selected="false">../c/gone.func.gii</DataFile>
        <DataFile Structure="All" DataFileType="VOLUME" Selected="true">../T1w.nii.gz</DataFile>
        <DataFile Structure="All" DataFileType="VOLUME" Selected="true">/home/someone/T1w.nii.gz</DataFile>
        </CaretSpecFile>`,
      ),
      'a/b/x & y.L.surf.gii': xml(''),
      'a/T1w.nii.gz': xml(''),
    });
    const viewer = await openLinks(await files.opened('a/b/x.wb.spec'));
    assert.deepEqual(viewer.groups, [
      {
        title: 'CortexLeft',
        links: [
          { label: 'x & y.L.surf.gii', detail: 'SURFACE', path: 'a/b/x & y.L.surf.gii', found: true },
          { label: 'gone.func.gii', detail: 'METRIC', path: 'a/c/gone.func.gii', found: false },
        ],
      },
      {
        title: 'All',
        links: [
          { label: 'T1w.nii.gz', detail: 'VOLUME', path: 'a/T1w.nii.gz', found: true },
          { label: 'T1w.nii.gz', detail: 'VOLUME', path: '/home/someone/T1w.nii.gz', found: false },
        ],
      },
    ]);
  });

  it('of the bucket lists files that are there', async () => {
    const path = `${SUBJECT}MNINonLinear/fsaverage_LR32k/100307.32k_fs_LR.wb.spec`;
    const { groups, facts } = await openLinks(await sandboxFiles().opened(path));
    assert.deepEqual(
      groups.map(({ title, links }) => [title, links.filter(({ found }) => found).length]),
      [
        ['CortexLeft', 6],
        ['CortexRight', 6],
      ],
    );
    assert.deepEqual(facts, await describeLinks(await sandboxFiles().opened(path)));
  });
});

describe('a scene file', () => {
  it('lists each file once, with what it says most of it', async () => {
    const scene = xml(
      `<SceneFile Version="3"><Scene Index="0"><Name><![CDATA[one]]></Name>
      <Object Type="pathName" Name="currentFile">../s.L.surf.gii</Object>
      <Object Type="class" Name="spec">
        <Object Type="enumeratedType" Name="dataFileType">SURFACE</Object>
        <Object Type="enumeratedType" Name="structure">CORTEX_LEFT</Object>
        <Object Type="pathName" Name="fileName">../s.L.surf.gii</Object>
        <Object Type="boolean" Name="selected">true</Object>
      </Object>
      <Object Type="string" Name="title">a.b.c.gii</Object>
      <Object Type="pathName" Name="folder">../..</Object>
      <ObjectArray Type="pathName" Name="images" Length="1"><Element Index="0">./p.png</Element></ObjectArray>
      </Scene></SceneFile>`,
    );
    const files = memoryFiles({ 'r/x.scene': scene, 's.L.surf.gii': scene });
    assert.deepEqual((await openLinks(await files.opened('r/x.scene'))).groups, [
      {
        title: 'CORTEX_LEFT',
        links: [{ label: 's.L.surf.gii', detail: 'SURFACE', path: 's.L.surf.gii', found: true }],
      },
      { title: '', links: [{ label: 'p.png', detail: '', path: 'r/p.png', found: false }] },
    ]);
  });

  it('of the bucket lists files that are there', async () => {
    const path = `${SUBJECT}MNINonLinear/Results/rfMRI_REST1_LR/100307_rfMRI_REST1_LR_ICA_Classification_dualscreen.scene`;
    const { groups } = await openLinks(await sandboxFiles().opened(path));
    assert.equal(groups.flatMap(({ links }) => links.filter(({ found }) => found)).length, 8);
  });

  it('that names none, or is something else, is no list', async () => {
    for (const [text, reason] of [
      ['<SceneFile Version="3"></SceneFile>', 'noViewer'],
      ['<SceneFile Version="3">', 'truncated'],
      ['<html></html>', 'notTheFormat'],
    ] as const) {
      const opened = await memoryFiles({ 'a.scene': xml(text) }).opened('a.scene');
      await assert.rejects(
        openLinks(opened),
        (error) => error instanceof Undrawable && error.reason === reason,
      );
    }
  });
});

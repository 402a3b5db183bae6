import type { Fact } from '../model';
import { nameOf } from './bytes';
import { facts } from './facts';
import { annotatedVertices, annotationOf } from './freesurfer/annotation';
import { freesurferHead } from './freesurfer/freesurferFile';
import { labelledVertices } from './freesurfer/vertexLabel';

/** What the first bytes of a FreeSurfer file tell; of an annotation all of them, if they are all there. */
export function freesurferFacts(path: string, start: Uint8Array, size: number): readonly Fact[] {
  const name = nameOf(path);
  if (/\.annot$/i.test(name)) {
    return facts([
      ['format', 'FreeSurfer annot'],
      ['vertices', annotatedVertices(start)],
      ['labels', start.length === size ? annotationOf(start).labels.length : undefined],
    ]);
  }
  if (/\.label$/i.test(name)) {
    const count = labelledVertices(Buffer.from(start.subarray(0, 4096)).toString('latin1'));
    return facts([
      ['format', 'FreeSurfer label'],
      ['vertices', count],
    ]);
  }
  const { format, vertices, faces } = freesurferHead(start, size);
  switch (format) {
    case 'triangle':
      return facts([
        ['format', 'FreeSurfer surface'],
        ['vertices', vertices],
        ['triangles', faces],
      ]);
    case 'quad':
    case 'floatQuad':
      return facts([
        ['format', 'FreeSurfer surface'],
        ['vertices', vertices],
        ['triangles', 2 * faces],
      ]);
    case 'curvature':
    case 'oldCurvature':
      return facts([
        ['format', 'FreeSurfer curv'],
        ['vertices', vertices],
      ]);
  }
}

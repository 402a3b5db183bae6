import { Undrawable, type Opened } from '../model';
import type { Label, Mesh, SurfaceViewer } from '../viewer';
import { nameOf, readExactly, readWhole } from './bytes';
import { freesurferSurfacesFor } from './companions';
import { annotationOf } from './freesurfer/annotation';
import { freesurferFile, freesurferHead } from './freesurfer/freesurferFile';
import { vertexLabelOf } from './freesurfer/vertexLabel';
import { freesurferFacts } from './freesurferFacts';
import { hemisphereOfName } from './gifti/giftiFile';
import { bareMesh, readMesh, verticesOf } from './meshFile';
import { optional } from './neighbours';
import { painted, withoutValues } from './painted';
import { bareSurface, paintedSurface } from './painting';
import { Shadings } from './shading';
import { shaded, surfacePair } from './surfacePair';

/** A surface of FreeSurfer with the other hemisphere, or values on the surface that lies beside them. */
export async function openFreesurfer(opened: Opened): Promise<SurfaceViewer> {
  const { source, signal } = opened;
  const bytes = await readWhole(source, signal);
  const facts = freesurferFacts(source.path, bytes, source.size);
  const name = nameOf(source.path);
  if (/\.annot$/i.test(name)) {
    const { values, labels } = annotationOf(bytes);
    return onSurface({
      opened,
      facts,
      vertices: [values.length, values.length],
      valuesOn: () => values,
      labels,
    });
  }
  if (/\.label$/i.test(name)) {
    const { vertices, statistics } = vertexLabelOf(Buffer.from(bytes).toString('latin1'));
    const least = vertices.reduce((most, vertex) => Math.max(most, vertex + 1), 1);
    const isPlain = statistics.every((value) => value === statistics[0]);
    const valuesOn = (count: number): Float32Array => {
      const values = withoutValues(count);
      vertices.forEach((vertex, at) => {
        values[vertex] = isPlain ? 1 : (statistics[at] ?? NaN);
      });
      return values;
    };
    const labels: readonly Label[] | undefined = isPlain
      ? [{ value: 1, name: name.replace(/^[lr]h\.|\.label$/gi, ''), color: [230, 60, 50, 255] }]
      : undefined;
    return onSurface({ opened, facts, vertices: [least, Infinity], valuesOn, labels });
  }
  const file = freesurferFile(bytes);
  if (file.kind === 'mesh') {
    const mesh = bareMesh(source.path, hemisphereOfName(name), file);
    return bareSurface(facts, await surfacePair(opened, Promise.resolve(mesh)));
  }
  const { values } = file;
  return onSurface({ opened, facts, vertices: [values.length, values.length], valuesOn: () => values });
}

async function onSurface(parts: {
  readonly opened: Opened;
  readonly facts: SurfaceViewer['facts'];
  /** How many the surface must have, at least and at most. */
  readonly vertices: readonly [least: number, most: number];
  readonly valuesOn: (vertices: number) => Float32Array;
  readonly labels?: readonly Label[] | undefined;
}): Promise<SurfaceViewer> {
  const { opened, facts, vertices, valuesOn, labels } = parts;
  const mesh = await surfaceWith(opened, vertices);
  const values = valuesOn(verticesOf(mesh));
  const map = painted([{ hemisphere: mesh.hemisphere, values }], labels);
  return paintedSurface({
    facts,
    meshes: [mesh],
    maps: [
      {
        name: nameOf(opened.source.path),
        kind: labels ? 'label' : 'scalar',
        cost: 0,
        paint: () => Promise.resolve(map),
      },
    ],
  });
}

/** Enough for the counts at the start of a surface. */
const HEAD_BYTES = 8192;

/** The first surface beside the file that has as many vertices. */
async function surfaceWith(
  { source, neighbours, signal }: Opened,
  [least, most]: readonly [least: number, most: number],
): Promise<Mesh> {
  for (const path of freesurferSurfacesFor(source.path)) {
    const mesh = await optional(async () => {
      const found = await neighbours.open(path, signal);
      if (!found) return undefined;
      const start = await readExactly(found, 0, Math.min(HEAD_BYTES, found.size), signal);
      const { vertices } = freesurferHead(start, found.size);
      if (vertices < least || vertices > most) return undefined;
      return shaded(found, readMesh(found, signal), new Shadings(neighbours, signal));
    });
    if (mesh) return mesh;
  }
  throw new Undrawable('noSurface', `no surface of ${String(least)} vertices beside it`);
}

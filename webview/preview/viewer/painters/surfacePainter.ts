import { NVMesh, SLICE_TYPE, type Niivue } from '@niivue/niivue';
import type { MapData, MeshData } from '../../../../src/shared/preview';
import type { SurfaceEvents, SurfacePainter, Theme } from '../api';
import type { PaintLook, Triple, Vertex, Viewpoint } from '../look';
import { vertexColors, type Paint } from '../surface/paint';
import { pick, type Ray } from '../surface/pick';
import { ball } from './ball';
import { endOf, setBackground, startNiivue } from './niivue';
import { followPointer } from './pointer';

/** Degrees of azimuth and elevation. */
const angles: Readonly<Record<Viewpoint, readonly [number, number]>> = {
  left: [90, 0],
  right: [270, 0],
  top: [0, 90],
  bottom: [0, -90],
  front: [180, 0],
  back: [0, 0],
};
/** NiiVue leaves room for the corners of the box around the surfaces, which they do not fill. */
const firstZoom = 1.25;
const zoomRange = [0.4, 12] as const;
const degreesPerPixel = 0.5;
const middle = [0.5, 0.5] as const;
/** Where the middle is between the hemispheres, one of them is beside it. Shares of the canvas's width. */
const besideMiddle = [0, -0.05, 0.05, -0.1, 0.1, -0.2, 0.2];
/** Of the mark on a clicked vertex, millimetres. */
const markRadius = 1.6;
const markColor = new Uint8Array([255, 0, 200, 255]);

export async function paintSurfaces(
  canvas: HTMLCanvasElement,
  events: SurfaceEvents,
): Promise<SurfacePainter> {
  const niivue = await startNiivue(canvas, {
    interactive: false,
    sliceType: SLICE_TYPE.RENDER,
    isOrientationTextVisible: false,
  });
  return new NiivueSurfaces(niivue, canvas, events);
}

/** One hemisphere, and NiiVue's mesh of it. */
interface Shown {
  readonly data: MeshData;
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
  readonly shading: Float32Array | undefined;
  readonly mesh: NVMesh;
}

class NiivueSurfaces implements SurfacePainter {
  readonly dispose: () => void;
  private shown: readonly Shown[] = [];
  private marked: NVMesh | undefined;
  /** Where a vertex was chosen last: shares of the canvas from its upper left corner. */
  private spot: readonly [number, number] = middle;

  constructor(
    private readonly niivue: Niivue,
    canvas: HTMLCanvasElement,
    private readonly events: SurfaceEvents,
  ) {
    const end = endOf(niivue, canvas, events.onLost);
    const letGo = followPointer(canvas, {
      drag: (right, down) => {
        this.turn(right * degreesPerPixel, down * degreesPerPixel);
      },
      click: (x, y) => {
        this.chooseAt([x / canvas.clientWidth, y / canvas.clientHeight]);
      },
      zoom: this.zoom,
    });
    this.dispose = () => {
      letGo();
      this.shown = [];
      end();
    };
  }

  readonly show = (meshes: readonly MeshData[]): void => {
    for (const { mesh } of this.shown) this.niivue.removeMesh(mesh);
    this.shown = meshes.map((data) => {
      const positions = new Float32Array(data.positions);
      const triangles = new Uint32Array(data.triangles);
      const shading = data.shading === undefined ? undefined : new Float32Array(data.shading);
      const colors = vertexColors(positions.length / 3, shading, undefined);
      const mesh = new NVMesh(positions, triangles, data.name, colors, 1, true, this.niivue.gl);
      this.niivue.addMesh(mesh);
      this.niivue.setMeshShader(mesh.id, 'Matte');
      return { data, positions, triangles, shading, mesh };
    });
    this.niivue.setScale(firstZoom);
  };

  readonly paint = (map: MapData | undefined, look: PaintLook): void => {
    for (const { data, positions, shading, mesh } of this.shown) {
      const values = map?.values.find(({ hemisphere }) => hemisphere === data.hemisphere)?.values;
      const paint: Paint | undefined =
        values === undefined ? undefined : { values: new Float32Array(values), labels: map?.labels, look };
      mesh.rgba255 = vertexColors(positions.length / 3, shading, paint);
      mesh.updateMesh(this.niivue.gl);
    }
    this.niivue.drawScene();
  };

  readonly view = (from: Viewpoint): void => {
    this.niivue.setRenderAzimuthElevation(...angles[from]);
  };

  readonly turn = (right: number, up: number): void => {
    const { renderAzimuth, renderElevation } = this.niivue.scene;
    const elevation = Math.max(-90, Math.min(90, renderElevation + up));
    this.niivue.setRenderAzimuthElevation((renderAzimuth + right + 360) % 360, elevation);
  };

  readonly zoom = (factor: number): void => {
    const wanted = this.niivue.scene.volScaleMultiplier * factor;
    this.niivue.setScale(Math.max(zoomRange[0], Math.min(zoomRange[1], wanted)));
  };

  readonly mark = (vertex: Vertex | undefined): void => {
    if (this.marked) this.niivue.removeMesh(this.marked);
    this.marked = undefined;
    if (vertex) {
      const { positions, triangles } = ball(vertex.mm, markRadius);
      this.marked = new NVMesh(positions, triangles, 'mark', markColor, 1, true, this.niivue.gl);
      this.niivue.addMesh(this.marked);
    }
    this.niivue.drawScene();
  };

  readonly theme = (theme: Theme): void => {
    setBackground(this.niivue, theme);
    this.niivue.drawScene();
  };

  readonly chooseMiddle = (): void => {
    besideMiddle.some((beside) => this.chooseAt([middle[0] + beside, middle[1]]));
  };

  readonly chooseNext = (right: number, down: number): void => {
    const [x, y] = this.spot;
    this.chooseAt([x + right, y + down]);
  };

  /** Whether there is something at that place. */
  private chooseAt(spot: readonly [number, number]): boolean {
    const ray = this.rayAt(...spot);
    const hits = this.shown.flatMap((one) => {
      const hit = pick(one.positions, one.triangles, ray);
      return hit === undefined ? [] : [{ ...hit, one }];
    });
    const [first] = hits.sort((a, b) => a.distance - b.distance);
    if (first === undefined) return false;
    this.spot = spot;
    const { vertex: index, one } = first;
    const [mmX = 0, mmY = 0, mmZ = 0] = one.positions.subarray(3 * index, 3 * index + 3);
    this.events.onVertex({ hemisphere: one.data.hemisphere, index, mm: [mmX, mmY, mmZ] });
    return true;
  }

  /** What is behind a place of the canvas, given in shares of it. */
  private rayAt(x: number, y: number): Ray {
    const { renderAzimuth, renderElevation } = this.niivue.scene;
    const [toClip = []] = this.niivue.calculateMvpMatrix(null, [0, 0, 0, 0], renderAzimuth, renderElevation);
    const fromClip = new DOMMatrix(Array.from(toClip as ArrayLike<number>)).inverse();
    const across = 2 * x - 1;
    const up = 1 - 2 * y;
    const [near, far] = [-1, 1].map((z): Triple => {
      const point = fromClip.transformPoint({ x: across, y: up, z });
      return [point.x / point.w, point.y / point.w, point.z / point.w];
    }) as [Triple, Triple];
    return { origin: near, direction: [far[0] - near[0], far[1] - near[1], far[2] - near[2]] };
  }
}

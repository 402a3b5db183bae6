import { DRAG_MODE, Niivue, type NVConfigOptions } from '@niivue/niivue';
import type { Theme } from '../api';
import { graphics } from '../webgl';

/**
 * NiiVue on a canvas, with what we want of it: it neither takes files that are dropped on it nor keys, and says
 * nothing in the console. @throws Error when there is no WebGL 2.
 */
export async function startNiivue(
  canvas: HTMLCanvasElement,
  options: Partial<NVConfigOptions>,
): Promise<Niivue> {
  const niivue = new Niivue({
    logLevel: 'silent',
    loadingText: '',
    dragAndDropEnabled: false,
    dragMode: DRAG_MODE.none,
    mouseEventConfig: {
      leftButton: { primary: DRAG_MODE.crosshair },
      rightButton: DRAG_MODE.pan,
      centerButton: DRAG_MODE.pan,
    },
    showLegend: false,
    ...options,
  });
  const nothing = (): void => undefined;
  niivue.keyDownListener = nothing;
  niivue.keyUpListener = nothing;
  niivue.dragEnterListener = nothing;
  niivue.dragOverListener = nothing;
  niivue.dropListener = () => Promise.resolve();
  // A double click would choose another window behind our back.
  niivue.resetBriCon = nothing;
  await niivue.attachToCanvas(canvas, graphics() === 'hardware');
  if (canvas.parentElement) canvas.parentElement.style.backgroundColor = '';
  drawOncePerFrame(niivue);
  return niivue;
}

/** NiiVue draws after each of its own steps, the 3D picture each time. */
function drawOncePerFrame(niivue: Niivue): void {
  const draw = niivue.drawScene.bind(niivue);
  let frame = 0;
  niivue.drawScene = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (!niivue.gl.isContextLost()) draw();
    });
  };
}

/** Listens for the loss of the context; gives what ends that and frees everything. */
export function endOf(niivue: Niivue, canvas: HTMLCanvasElement, onLost: () => void): () => void {
  const lost = (event: Event): void => {
    event.preventDefault();
    niivue.cleanup();
    onLost();
  };
  canvas.addEventListener('webglcontextlost', lost, { once: true });
  return () => {
    canvas.removeEventListener('webglcontextlost', lost);
    niivue.cleanup();
    niivue.gl.getExtension('WEBGL_lose_context')?.loseContext();
    niivue.volumes = [];
    niivue.meshes = [];
    niivue.back = null;
    niivue.overlays = [];
    canvas.width = 0;
    canvas.height = 0;
  };
}

export function setBackground(niivue: Niivue, { background }: Theme): void {
  niivue.opts.backColor = [...background.map((value) => value / 255), 1];
}

interface PointerActions {
  /** CSS pixels since the last call. */
  readonly drag: (right: number, down: number) => void;
  /** CSS pixels from the canvas's corner. */
  readonly click: (x: number, y: number) => void;
  readonly zoom: (factor: number) => void;
}

/** A press that moved no further than this is a click. CSS pixels. */
const stillClick = 4;
const zoomPerPixel = 0.0015;

/** Reports drags, clicks, the wheel and pinches on an element, until the returned function is called. */
export function followPointer(element: HTMLElement, actions: PointerActions): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const down = new Map<number, PointerEvent>();
  let moved = 0;

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (down.size === 0) moved = 0;
      down.set(event.pointerId, event);
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const last = down.get(event.pointerId);
      if (last === undefined) return;
      const before = distance([...down.values()]);
      down.set(event.pointerId, event);
      const [right, below] = [event.clientX - last.clientX, event.clientY - last.clientY];
      moved += Math.hypot(right, below);
      if (before !== undefined) actions.zoom((distance([...down.values()]) ?? before) / before);
      else if (moved > stillClick) actions.drag(right, below);
    },
    { signal },
  );
  const release = (event: PointerEvent): void => {
    const known = down.delete(event.pointerId);
    if (!known || event.type !== 'pointerup' || moved > stillClick || event.button !== 0) return;
    const { left, top } = element.getBoundingClientRect();
    actions.click(event.clientX - left, event.clientY - top);
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      actions.zoom(Math.exp(-event.deltaY * zoomPerPixel));
    },
    { signal, passive: false },
  );
  return () => {
    listening.abort();
  };
}

/** Between the two pointers of a pinch; undefined with any other number. */
function distance(pointers: readonly PointerEvent[]): number | undefined {
  const [one, other] = pointers;
  if (one === undefined || other === undefined || pointers.length > 2) return undefined;
  return Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
}

import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { ChartColors } from '../theme';
import { turned, type Direction } from './shells';

interface SphereProps {
  readonly directions: readonly Direction[];
  readonly colorOf: (volume: number) => string;
  readonly colors: ChartColors;
  readonly label: string;
}

interface View {
  readonly turn: number;
  readonly tilt: number;
}

const size = 210;
const radius = size / 2 - 14;
const radiansPerPixel = 0.01;
const radiansPerKey = 0.12;

/** Points on a sphere, of each direction and its opposite: a gradient weighs both the same. */
export function DirectionSphere({ directions, colorOf, colors, label }: SphereProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState<View>({ turn: 0.5, tilt: 0.35 });

  useEffect(() => {
    if (canvas.current) draw(canvas.current, directions, colorOf, colors, view);
  }, [directions, colorOf, colors, view]);

  const turnBy = (right: number, down: number): void => {
    setView(({ turn, tilt }) => ({
      turn: turn - right,
      tilt: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, tilt + down)),
    }));
  };
  const onKey = (event: KeyboardEvent): void => {
    const [right, down] = keys[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    turnBy(right * radiansPerKey, down * radiansPerKey);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.buttons === 1) turnBy(event.movementX * radiansPerPixel, event.movementY * radiansPerPixel);
  };
  return (
    <canvas
      ref={canvas}
      className="sphere-canvas"
      role="img"
      aria-label={`${label}: ${String(directions.length)}`}
      tabIndex={0}
      onKeyDown={onKey}
      onPointerMove={onMove}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
    />
  );
}

const keys: Readonly<Record<string, readonly [right: number, down: number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function draw(
  canvas: HTMLCanvasElement,
  directions: readonly Direction[],
  colorOf: (volume: number) => string,
  colors: ChartColors,
  { turn, tilt }: View,
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = canvas.height = size * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  context.translate(size / 2, size / 2);
  context.strokeStyle = colors.line;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.stroke();
  const at = (direction: Direction): Direction => turned(direction, turn, tilt);
  drawAxes(context, colors, at);
  const points = directions
    .flatMap((direction, volume) => [
      { place: at(direction), volume },
      { place: at([-direction[0], -direction[1], -direction[2]]), volume },
    ])
    .filter(({ place }) => Math.hypot(...place) > 0.5)
    // Those behind first, so that those in front cover them.
    .sort((a, b) => b.place[1] - a.place[1]);
  for (const { place, volume } of points) {
    const isBehind = place[1] > 0;
    context.globalAlpha = isBehind ? 0.25 : 1;
    context.fillStyle = colorOf(volume);
    context.beginPath();
    context.arc(place[0] * radius, -place[2] * radius, isBehind ? 2 : 3, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  colors: ChartColors,
  at: (direction: Direction) => Direction,
): void {
  const axes: readonly (readonly [string, Direction])[] = [
    ['x', [1, 0, 0]],
    ['y', [0, 1, 0]],
    ['z', [0, 0, 1]],
  ];
  context.fillStyle = colors.quiet;
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  for (const [name, axis] of axes) {
    const [right, , up] = at(axis);
    context.beginPath();
    context.moveTo(-right * radius, up * radius);
    context.lineTo(right * radius, -up * radius);
    context.stroke();
    context.fillText(name, right * (radius + 6) - 3, -up * (radius + 6) + 4);
  }
}

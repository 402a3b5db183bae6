/** Volumes of about the same b-value. */
export interface Shell {
  /** Rounded to hundreds, s/mm². */
  readonly strength: number;
  readonly volumes: readonly number[];
}

/** Strengths below this are none: HCP's volumes without weighting have 5 s/mm². */
const none = 50;

/** The shells of a series of b-values, weakest first. */
export function shellsOf(bvals: readonly number[]): readonly Shell[] {
  const shells = new Map<number, number[]>();
  bvals.forEach((bval, volume) => {
    const strength = bval < none ? 0 : Math.round(bval / 100) * 100;
    const volumes = shells.get(strength);
    if (volumes) volumes.push(volume);
    else shells.set(strength, [volume]);
  });
  return [...shells].sort(([a], [b]) => a - b).map(([strength, volumes]) => ({ strength, volumes }));
}

export type Direction = readonly [x: number, y: number, z: number];

/** Turned about the upright axis by `turn`, then towards the viewer by `tilt` (radians). */
export function turned([x, y, z]: Direction, turn: number, tilt: number): Direction {
  const right = x * Math.cos(turn) - y * Math.sin(turn);
  const away = x * Math.sin(turn) + y * Math.cos(turn);
  return [right, away * Math.cos(tilt) - z * Math.sin(tilt), away * Math.sin(tilt) + z * Math.cos(tilt)];
}

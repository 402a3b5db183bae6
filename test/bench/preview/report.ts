import { median } from '../table';
import type { Case, Shot } from './cases';
import type { BrowserMemory } from './memory';

export const linkNames = ['far', 'near'] as const;
/** `near` is the sandbox itself. */
export type PreviewLink = (typeof linkNames)[number];

export interface CaseResult extends Pick<Case, 'id' | 'title' | 'floor' | 'most'> {
  readonly link: PreviewLink;
  readonly shots: readonly Shot[];
}

export interface MemoryResult {
  readonly images: number;
  readonly before: BrowserMemory;
  readonly after: BrowserMemory;
}

export interface PreviewReport {
  readonly date: string;
  readonly machine: string;
  readonly vscode: string;
  readonly rounds: number;
  readonly cases: readonly CaseResult[];
  readonly memory: MemoryResult | undefined;
}

const memoryFloor = 50e6;

/** As Markdown. */
export function previewText({ date, machine, vscode, rounds, cases, memory }: PreviewReport): string {
  const far = cases.filter(({ link }) => link === 'far');
  const near = (id: string) => cases.find((one) => one.link === 'near' && one.id === id);
  const lines = [
    `${date}, ${machine}, VS Code ${vscode} with WebGL by software; medians of ${String(rounds)}.`,
    '',
    row(['case', 'seconds', 'min–max', 'direct', 'floor', 'of the file', 'in all', 'holds']),
    row(['---', '--:', '--:', '--:', '--:', '--:', '--:', '---']),
    ...far.map((one) => row(cells(one, near(one.id)))),
    ...(memory ? ['', memoryText(memory)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function cells(one: CaseResult, near: CaseResult | undefined): readonly string[] {
  const drawn = one.shots.filter(({ problem }) => problem === undefined);
  const [first] = drawn;
  if (!first)
    return [one.title, one.shots[0]?.problem ?? 'not run', '', '', one.floor.toFixed(1), '', '', 'no'];
  const seconds = drawn.map((shot) => shot.seconds);
  const ofFile = median(drawn.map((shot) => shot.ofFile));
  const direct = (near?.shots ?? []).filter(({ problem }) => problem === undefined);
  return [
    one.title,
    median(seconds).toFixed(2),
    `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`,
    direct.length > 0 ? median(direct.map((shot) => shot.seconds)).toFixed(2) : '–',
    `≤ ${one.floor.toFixed(1)}`,
    `${megabytes(ofFile)} of ${megabytes(first.fileSize)}${limitText(one)}`,
    megabytes(median(drawn.map((shot) => shot.inAll))),
    holds(one, drawn) ? 'yes' : 'no',
  ];
}

function limitText({ most }: CaseResult): string {
  if (!most) return '';
  return 'bytes' in most ? ` (≤ ${megabytes(most.bytes)})` : ` (≤ ${String(most.share * 100)} %)`;
}

function holds(one: CaseResult, drawn: readonly Shot[]): boolean {
  const { most, floor, shots } = one;
  const bytes = ({ ofFile, fileSize }: Shot) =>
    !most || ofFile <= ('bytes' in most ? most.bytes : most.share * fileSize);
  return (
    drawn.length === shots.length &&
    median(drawn.map(({ seconds }) => seconds)) <= floor &&
    drawn.every(bytes)
  );
}

function memoryText({ images, before, after }: MemoryResult): string {
  const more = after.renderers + after.graphics - before.renderers - before.graphics;
  const part = (name: keyof BrowserMemory) =>
    `${name} ${megabytes(before[name])} → ${megabytes(after[name])}`;
  return `After opening and closing ${String(images)} images: ${part('heap')}, ${part('renderers')}, ${part('graphics')}; resident ${megabytes(more)} more (≤ ${megabytes(memoryFloor)}): ${more <= memoryFloor ? 'holds' : 'does not hold'}.`;
}

function megabytes(bytes: number): string {
  return bytes < 1e6 && bytes > -1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function row(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

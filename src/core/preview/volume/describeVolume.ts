import type { Fact, Opened } from '../model';
import { orientationOf } from './affine';
import { volumesOf, type VolumeHeader } from './header';
import { intentName } from './intents';
import { openFile } from './opened';

/** What the header of a volume tells, from its first bytes. @throws Undrawable, HcpError */
export async function describeVolume(opened: Opened): Promise<readonly Fact[]> {
  const { header, file } = await openFile(opened);
  file.close();
  return volumeFacts(header);
}

/** Vectors have their components on the fifth axis, after one of length 1, which says nothing. */
function axesOf(dims: readonly number[]): string {
  return dims.filter((size) => size > 1).join(' × ');
}

/** Numbers as the header has them, without the noise of 32-bit floats. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export function volumeFacts(header: VolumeHeader): readonly Fact[] {
  const volumes = volumesOf(header);
  const unit = header.spaceUnit === '' ? '' : ` ${header.spaceUnit}`;
  const facts: (Fact | undefined)[] = [
    { id: 'format', value: header.format },
    { id: 'dimensions', value: header.dims.slice(0, 3).join(' × ') },
    { id: 'voxelSize', value: `${header.voxelSize.map(short).join(' × ')}${unit}` },
    volumes > 1 ? { id: 'volumes', value: axesOf(header.dims.slice(3)) } : undefined,
    volumes > 1 && header.step > 0 && header.timeUnit !== ''
      ? { id: 'repetitionTime', value: `${short(header.step)} ${header.timeUnit}` }
      : undefined,
    { id: 'dataType', value: header.type },
    { id: 'byteOrder', value: header.littleEndian ? 'little-endian' : 'big-endian' },
    { id: 'orientation', value: orientationOf(header.affine) },
    header.slope !== 1 || header.inter !== 0
      ? { id: 'scaling', value: `× ${short(header.slope)} + ${short(header.inter)}` }
      : undefined,
    header.intentCode === 0
      ? undefined
      : {
          id: 'intent',
          value: [intentName(header.intentCode), header.intentName].filter(Boolean).join(', '),
        },
    header.description === '' ? undefined : { id: 'description', value: header.description },
  ];
  return facts.filter((fact) => fact !== undefined);
}

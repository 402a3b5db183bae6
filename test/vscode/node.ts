import * as path from 'node:path';
import { cached } from './cache';
import { unpackPackage } from './npm';
import { nodePins } from './pins';

/** A Node of this major version: the running one, else one from the npm registry. */
export async function nodeBinary(major: 20 | 24): Promise<string> {
  if (process.versions.node.startsWith(`${String(major)}.`)) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const pin = nodePins[major][platform];
  if (!pin) {
    throw new Error(
      `There is no Node ${String(major)} on npm for ${platform}. Run this with Node ${String(major)}.`,
    );
  }
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const folder = await cached(`node-${pin.version}-${platform}`, (partial) =>
    unpackPackage(pin, partial, (name) => name === file),
  );
  return path.join(folder, file);
}

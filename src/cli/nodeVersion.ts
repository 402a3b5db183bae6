/** The first Node that has all that the command calls (`crypto.hash`). */
const oldest = [20, 12] as const;

/** What to say where this Node is too old to run the command; undefined where it is not. */
export function nodeTooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return (
    `hcp: Node.js ${version} is too old, it needs ${oldest.join('.')} or newer. ` +
    'Put a newer one first in the PATH, or run hcp in a terminal of VS Code.'
  );
}

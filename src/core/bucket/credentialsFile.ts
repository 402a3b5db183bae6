import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { HcpError } from '../errors';
import { parseKeyPair, type KeyPair } from '../keyPair';

/** The profile that belongs to this account; no other one is ever changed. */
const hcpProfile = 'hcp';

/** Where AWS tools keep credentials: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`. */
export function credentialsFilePath(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.AWS_SHARED_CREDENTIALS_FILE?.trim();
  return named ? named.replace(/^~(?=[/\\])/, homedir()) : join(homedir(), '.aws', 'credentials');
}

/**
 * The pair of a profile; undefined when the file or the profile is not there.
 * @throws HcpError `keys.malformed` (the profile holds no pair), `disk.failed`
 */
export async function readProfile(file: string, profile: string = hcpProfile): Promise<KeyPair | undefined> {
  const lines = splitLines(await readIfThere(file));
  const section = findSection(lines, profile);
  if (section === undefined) return undefined;
  const values = new Map<string, string>();
  for (const line of lines.slice(section.start + 1, section.end)) {
    const [, name, value] = /^\s*([^#;=\s][^=\s]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(name.toLowerCase(), value);
  }
  return parseKeyPair({
    accessKeyId: values.get('aws_access_key_id'),
    secretAccessKey: values.get('aws_secret_access_key'),
  });
}

/**
 * Puts the pair into a profile and leaves every other byte of the file as it is. The file is replaced in one
 * step and readable for its owner alone; where it is a link, the file behind it is meant.
 * @throws HcpError `disk.failed`
 */
export async function writeProfile(file: string, pair: KeyPair, profile: string = hcpProfile): Promise<void> {
  try {
    // One character for each byte: what is not UTF-8 in the rest of the file stays as it is.
    const before = await readIfThere(file, 'latin1');
    const name = Buffer.from(profile, 'utf8').toString('latin1');
    await writePrivateFile(file, Buffer.from(withProfile(before, pair, name), 'latin1'));
  } catch (error) {
    throw error instanceof HcpError ? error : diskError(error);
  }
}

/**
 * Writes a file of mode 600, whole or not at all.
 * @throws HcpError `disk.failed`
 */
export async function writePrivateFile(file: string, text: string | Buffer): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The mode given at opening is narrowed by the umask, never guaranteed by it.
    await chmod(temporary, 0o600);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(error);
  }
}

/** The text for a file that holds nothing but the pair: a profile block that AWS tools and this program read. */
export function formatKeyPairFile(
  pair: KeyPair,
  about: { readonly userName: string | undefined; readonly date: Date },
): string {
  const owner = about.userName === undefined ? '' : ` of ${about.userName.replace(/[\r\n]/g, ' ')}`;
  return [
    `# AWS key pair${owner} for the bucket of the Human Connectome Project, saved ${about.date.toISOString()}.`,
    '# Keep it private. A newly requested pair makes this one invalid everywhere.',
    ...profileLines(pair, hcpProfile),
    '',
  ].join('\n');
}

function profileLines(pair: KeyPair, profile: string): readonly string[] {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${pair.accessKeyId}`,
    `aws_secret_access_key = ${pair.secretAccessKey}`,
  ];
}

function withProfile(before: string, pair: KeyPair, profile: string): string {
  const newLine = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = splitLines(before);
  const section = findSection(lines, profile);
  const [header = '', ...values] = profileLines(pair, profile).map((line) => line + newLine);
  if (section === undefined) {
    const gap = before === '' ? '' : before.endsWith('\n') ? newLine : newLine + newLine;
    return before + gap + header + values.join('');
  }
  // A session token belongs to another pair: left in place it would make the new one invalid.
  const old = /^\s*aws_(access_key_id|secret_access_key|session_token)\s*=/i;
  const kept = lines.slice(section.start + 1, section.end).filter((line) => !old.test(line));
  const head = lines.slice(0, section.start + 1).join('');
  return [head.endsWith('\n') ? head : head + newLine, ...values, ...kept, ...lines.slice(section.end)].join(
    '',
  );
}

/** Lines with their line ends, so that joining them gives the text back. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The lines of a profile: from its header to the one before the next header. */
function findSection(
  lines: readonly string[],
  profile: string,
): { readonly start: number; readonly end: number } | undefined {
  const nameOf = (line: string) => /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
  const start = lines.findIndex((line) => nameOf(line) === profile);
  if (start < 0) return undefined;
  const next = lines.findIndex((line, at) => at > start && nameOf(line) !== undefined);
  return { start, end: next < 0 ? lines.length : next };
}

async function readIfThere(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  try {
    return await readFile(file, encoding);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw diskError(error);
  }
}

function diskError(error: unknown): HcpError {
  return new HcpError('disk.failed', { reason: codeOf(error) ?? 'unknown' }, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

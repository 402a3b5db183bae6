import type { HcpError } from '../core/errors';
import { sizeText } from './text';

/** An error in words: what happened, why, and what to do now. */
export function wordsFor(error: HcpError): string {
  const { code, facts } = error;
  switch (code) {
    case 'cancelled':
      return 'Interrupted.';
    case 'keys.missing':
      return missingKeys(facts);
    case 'keys.malformed':
      return `What ${origin(facts)} is not an AWS key pair. An access key ID has 20 letters and digits, a secret access key has 40 characters.`;
    case 'keys.unknown':
      return `The bucket does not know the access key ID ${keyId(facts.accessKeyId)}. It was probably disabled by a newer pair: use the newest one, or request a new one from the portal.`;
    case 'keys.secret':
      return `The secret access key does not belong to the access key ID ${keyId(facts.accessKeyId)}. Enter the pair again.`;
    case 'keys.clock':
      return `This machine's clock is off by ${facts.minutes === undefined ? 'more than 15' : String(facts.minutes)} minutes, so the bucket refuses its requests. Set the clock, then try again.`;
    case 'keys.notYetValid':
    case 'keys.notRequested':
    case 'keys.answerLost':
    case 'keys.replaced':
    case 'keys.notStored':
    case 'keys.requestRunning':
      return 'The key pair can’t be used yet. Try again in a few minutes.';
    case 'bucket.unreachable':
      return `The bucket can’t be reached${reason(facts.reason)}. Check the network, a proxy or VPN, and --endpoint-url.`;
    case 'bucket.denied':
      return facts.datasetId === undefined
        ? 'The bucket refuses access here, or there is no such folder. `hcp ls` shows what there is.'
        : 'The bucket refuses access here. Usually the data use terms of this release are not accepted, or were accepted only minutes ago. The key pair is not the reason.';
    case 'bucket.notFound':
      return 'The bucket has nothing of this name. `hcp ls` shows what there is.';
    case 'bucket.changed':
      return 'The object changed in the bucket while it was being read. Run the same command again.';
    case 'bucket.busy':
      return 'The bucket is busy, or something failed on its side. Run the same command again in a minute.';
    case 'bucket.protocol':
      return 'The bucket’s answer is not what S3 answers. A proxy on the way may be changing it; check --endpoint-url.';
    case 'bucket.address':
      return facts.reason === 'endpoint'
        ? 'The address of --endpoint-url must begin with https:// (http:// only on this machine).'
        : `There is no such bucket. Check --bucket, --endpoint-url and --region${facts.region === undefined ? '' : ` (it is in ${String(facts.region)})`}.`;
    case 'transfer.stalled':
      return 'The bucket stopped sending in the middle of the file. Check the network, then run the same command again.';
    case 'transfer.checksum':
      return 'What arrived does not match its checksum, so it was not kept. Run the same command again.';
    case 'transfer.size':
      return 'What arrived does not have the announced size, so it was not kept. Run the same command again.';
    case 'disk.unsafeName':
      return 'This name can’t be written safely below the target folder, so it was left out.';
    case 'disk.full':
      return `The disk is full, or your quota is used up${space(facts)}. Free some space, then run the same command again; whole files are kept.`;
    case 'disk.readOnly':
      return 'The folder can’t be written: no permission, or a read-only disk. Choose another one with --to.';
    case 'disk.nameTooLong':
      return 'The path is too long for this disk. Choose a folder with a shorter path with --to.';
    case 'disk.failed':
      return `The disk reported an error (${String(facts.reason ?? '?')}).`;
    case 'portal.unreachable':
    case 'portal.address':
    case 'portal.credentials':
    case 'portal.session':
    case 'portal.server':
    case 'portal.changed':
    case 'portal.termsRequired':
    case 'portal.userDirectory':
    case 'unexpected':
      return 'Something unexpected went wrong in hcp. Run the same command again; if it stays, report it.';
  }
}

type Facts = HcpError['facts'];

function missingKeys({ profile, file }: Facts): string {
  const searched =
    profile === undefined ? '' : ` There is no profile “${String(profile)}” in ${String(file)} either.`;
  return `HCP_ACCESS_KEY_ID and HCP_SECRET_ACCESS_KEY are not both set.${searched} Set them, or save the pair as an AWS profile with HCP Explorer (“HCP: Save Key Pair…”). \`hcp --help\` says more.`;
}

function origin({ profile, file }: Facts): string {
  return profile === undefined
    ? 'HCP_ACCESS_KEY_ID and HCP_SECRET_ACCESS_KEY hold'
    : `the profile “${String(profile)}” in ${String(file)} holds`;
}

const keyId = (id: string | number | undefined) => String(id ?? 'in use');
const reason = (code: string | number | undefined) => (code === undefined ? '' : ` (${String(code)})`);

function space({ needed, free }: Facts): string {
  if (typeof needed !== 'number' || typeof free !== 'number') return '';
  return `: ${sizeText(needed)} are needed, ${sizeText(free)} are free`;
}

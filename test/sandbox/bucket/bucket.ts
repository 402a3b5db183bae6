import { createHash, randomBytes } from 'node:crypto';
import type { Accounts } from '../accounts';
import type { Effects } from '../faults';
import type { Answer, SandboxRequest } from '../http';
import type { ServerPart } from '../server';
import type { Switches } from '../switches';
import { authenticate, invalidAccessKeyId } from './authenticate';
import type { Content, ContentObject } from '../content/catalog';
import { list } from './list';
import { noSuchKey, readObject } from './object';
import { rightsOf } from './rights';
import {
  accessDenied,
  errorAnswer,
  internalError,
  isS3Error,
  s3Error,
  silentAccessDenied,
  slowDown,
  type S3Error,
} from './s3Error';
import { parseTarget, type BucketTarget } from './target';

export const bucketName = 'hcp-openaccess';

export interface BucketServices {
  readonly accounts: Accounts;
  readonly content: Content;
  switches(): Switches;
}

/** The bucket: the part of S3's wire protocol that a reader uses. All else is refused. */
export function bucketPart(services: BucketServices): ServerPart {
  const now = () => new Date(Date.now() + services.switches().clockOffsetMs);
  return {
    name: 'bucket',
    target: (request) => {
      const target = parseTarget(request);
      if (!target) return { method: request.method, operation: 'other', name: request.path };
      const name = target.operation === 'list' ? (target.query.get('prefix') ?? '') : target.key;
      return { method: request.method, operation: target.operation, name };
    },
    answer: async (request, effects) => {
      const result = await carryOut(services, request, effects, now());
      const silent = result === accessDenied && services.switches().silentRefusals;
      return sealed(silent ? silentAccessDenied : result, now());
    },
    failure: (status) => sealed(status === 500 ? internalError : slowDown, now()),
  };
}

/** Adds what every answer of S3 bears. */
function sealed(result: Answer | S3Error, now: Date): Answer {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const answer = isS3Error(result) ? errorAnswer(result, requestId) : result;
  const headers = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': randomBytes(24).toString('base64'),
    date: now.toUTCString(),
    server: 'AmazonS3',
  };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

async function carryOut(
  services: BucketServices,
  request: SandboxRequest,
  effects: Effects,
  now: Date,
): Promise<Answer | S3Error> {
  const { accounts } = services;
  const target = parseTarget(request);
  if (!target) return s3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  const signer = await authenticate(request, target, accounts, now);
  if (isS3Error(signer)) return signer;
  const { userName } = signer;
  if (effects.find('keyDiesAfter')) {
    const accessKeyId = accounts.pairOf(userName)?.accessKeyId ?? '';
    accounts.killPair(userName);
    return invalidAccessKeyId(accessKeyId);
  }
  return answerSigned(services, request, target, effects, userName);
}

async function answerSigned(
  { accounts, content, switches }: BucketServices,
  request: SandboxRequest,
  target: BucketTarget,
  effects: Effects,
  userName: string,
): Promise<Answer | S3Error> {
  const { bucket, key, operation, query } = target;
  const rights = rightsOf(accounts.openReleases(userName), switches());
  const etag = (object: ContentObject) => etagOf(content, object, effects);
  if (operation === 'other') return accessDenied;
  if (bucket !== bucketName) {
    return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
  }
  if (operation === 'list') {
    const allowed = rights.mayList(query.get('prefix') ?? '', query.get('delimiter') ?? '');
    return allowed ? list(content, bucket, query, etag) : accessDenied;
  }
  if (!rights.mayRead(key)) return accessDenied;
  const object = content.find(key);
  return object ? readObject(content, object, await etag(object), request) : noSuchKey(key);
}

async function etagOf(content: Content, object: ContentObject, effects: Effects): Promise<string> {
  const etag = await content.etag(object);
  return effects.find('changedEtag') ? createHash('md5').update(`replaced ${etag}`).digest('hex') : etag;
}

/**
 * What is used of the AWS SDK, and the agent for proxies; built into a bundle of its own, which is loaded when
 * the bucket is first asked.
 */
export { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
export { NodeHttpHandler } from '@smithy/node-http-handler';
export { ProxyAgent } from './proxyAgent';

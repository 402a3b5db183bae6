/**
 * Stands in for the AWS SDK's search for credentials (environment, `~/.aws`, SSO, container and instance
 * metadata): the bucket is only ever asked with the pair of this account. The client gets it as its default
 * provider, and the bundles get it in place of `@aws-sdk/credential-provider-node`.
 */
export function defaultProvider(): () => Promise<never> {
  return () =>
    Promise.reject(new Error('Only the key pair of this account may sign requests to the bucket.'));
}

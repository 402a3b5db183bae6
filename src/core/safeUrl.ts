const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/;

/** Whether this host, with or without the brackets of an IPv6 address, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}

/** The address, when it is https, or http on this machine (loopback), and holds no user name or password. */
export function safeUrl(text: string): URL | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return safe ? url : undefined;
}

/** An address that no page can hold by itself stands for a file, since only web addresses pass the sanitiser. */
const local = 'https://file.invalid/';

/** The address that stands for the file of a relative link; undefined for any other link. */
export function localAddress(href: string, path: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#|^$/i.test(href.trim())) return undefined;
  const parts = path.replace(/^\//, '').split('/').map(encodeURIComponent);
  const base = local + parts.join('/');
  const url = URL.canParse(href.trim(), base) ? new URL(href.trim(), base) : undefined;
  if (url?.origin !== new URL(local).origin) return undefined;
  const root = path.startsWith('/') ? '/' : '';
  return local + encodeURIComponent(root + decoded(url.pathname.slice(1)));
}

/** The file that such an address stands for. */
export function pathOfAddress(address: string): string | undefined {
  return address.startsWith(local) ? decoded(address.slice(local.length)) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

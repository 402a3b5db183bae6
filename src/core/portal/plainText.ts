/** The words of HTML from the portal, which is untrusted, with their line breaks and the addresses of links. */
export async function plainText(html: string): Promise<string> {
  const { readPlainText } = await import('./libraries');
  return readPlainText(html);
}

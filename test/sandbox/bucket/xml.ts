const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element that holds a text. */
export function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

/** An element that holds elements. */
export function parent(name: string, content: readonly string[]): string {
  return `<${name}>${content.join('')}</${name}>`;
}

export function xmlDocument(root: string, content: readonly string[], attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>${content.join('')}</${root}>`;
}

function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(controlCharacters, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

// eslint-disable-next-line no-control-regex -- S3 writes control characters in keys as references.
const controlCharacters = /[\u0000-\u001f\u007f]/g;

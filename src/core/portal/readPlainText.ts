import { load } from 'cheerio/slim';

const dropped = 'script, style, template, noscript, iframe, object, svg, head, button, select, textarea';
const blocks =
  'address, article, blockquote, dd, div, dl, dt, h1, h2, h3, h4, h5, h6, ol, p, pre, section, table, tr, ul';

/** The portal's texts are laid out by their line breaks: those of the source stay, blocks begin new lines. */
export function readPlainText(html: string): string {
  const $ = load(html);
  $(dropped).remove();
  $('br, hr').replaceWith('\n');
  $('a[href]').each((_index, element) => {
    const link = $(element);
    const address = link.attr('href') ?? '';
    if (/^https?:/i.test(address) && link.text().trim() !== address)
      link.append($('<i/>').text(` (${address})`));
  });
  // The clauses of terms are cited by their numbers.
  $('ol').each((_index, list) => {
    let number = Number.parseInt($(list).attr('start') ?? '', 10) || 1;
    $(list)
      .children('li')
      .each((_place, item) => void $(item).prepend(`\n${String(number++)}. `));
  });
  $('li').not('ol > li').prepend('\n- ');
  $('td, th').append('\t');
  $(blocks).prepend('\n\n').append('\n\n');
  const lines = $.root()
    .text()
    .split(/\r\n|\r|\n/);
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

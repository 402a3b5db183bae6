import assert from 'node:assert/strict';
import { HcpError } from '../../../../src/core/errors';
import {
  readAcceptedTerms,
  readSession,
  readTermsCards,
  readTermsPage,
} from '../../../../src/core/portal/pages';
import { termsIdPattern } from '../../../../src/core/portal/termsId';

const accordion = (cards: string) => `<div id="termsAccordion">${cards}</div>`;

describe('the portal: whose page it is', () => {
  const form = '<form id="loginModalForm"></form>';

  it('takes a name as a whole word only, wherever it stands in the page', () => {
    const page = (text: string) => readSession(`<p>${text}</p><a>Logout</a>${form}`, 'al');
    assert.equal(page('also (al)'), 'signedIn');
    assert.equal(page('also al'), 'signedIn');
    assert.equal(page('al'), 'signedIn');
    for (const text of ['alice', 'al1', 'al_', '_al', 'éal', 'alé', 'also signal']) {
      assert.equal(page(text), 'signedOut', text);
    }
  });

  it('takes neither a name nor Logout from what no one sees', () => {
    for (const tag of ['script', 'style', 'template', 'noscript']) {
      assert.equal(readSession(`<${tag}>al Logout</${tag}>${form}`, 'al'), 'signedOut', tag);
    }
  });

  it('knows the words for the end of a session', () => {
    for (const word of ['Logout', 'log out', 'LOG OUT']) {
      assert.equal(readSession(`<p>al</p><a>${word}</a>`, 'al'), 'signedIn', word);
    }
    for (const word of ['blogout', 'logouts', 'log  out']) {
      assert.equal(readSession(`<p>al</p><a>${word}</a>`, 'al'), 'unknown', word);
    }
    assert.equal(readSession('<p>al</p><a>Logout</a>', undefined), 'unknown');
  });

  it('knows the password field of another form', () => {
    assert.equal(readSession('<input name="j_password">', 'al'), 'signedOut');
    assert.equal(readSession('<input name="password">', 'al'), 'unknown');
  });
});

describe('the portal: pages that would hold up whoever reads them', () => {
  const refused = (reason: string) => (error: unknown) =>
    HcpError.is(error, 'portal.changed') && error.facts.reason === reason;

  it('are not read beyond some tags, levels and sets of terms', () => {
    const deep = `${'<div>'.repeat(10_000)}Logout al`;
    const long = '<b>x</i>'.repeat(300_000);
    const cards = Array.from(
      { length: 101 },
      (_, id) => `<form action="/terms/agree/A${String(id)}"></form>`,
    );
    for (const read of [
      (html: string) => readSession(html, 'al'),
      readTermsCards,
      (html: string) => readTermsPage(html, 'A1'),
      readAcceptedTerms,
    ]) {
      assert.throws(() => read(deep), refused('too many levels'));
      assert.throws(() => read(long), refused('too many tags'));
    }
    assert.throws(() => readTermsCards(cards.join('')), refused('too many terms'));
    assert.equal(readTermsCards(cards.slice(1).join('')).length, 100);
  });
});

describe('the portal: cards of terms', () => {
  it('finds a card by the form that agrees, with whatever stands after its id', () => {
    for (const action of [
      '/terms/agree/A1',
      '/portal/terms/agree/A1/',
      '/terms/agree/A1?x=1',
      '/terms/agree/A1#x',
    ]) {
      assert.deepEqual(
        readTermsCards(
          accordion(`<div class="card"><form action="${action}"><button>I Agree</button></form></div>`),
        ),
        [{ id: 'A1', title: undefined, html: undefined, accepted: false }],
        action,
      );
    }
    for (const action of [
      '/terms/agree/A1/more',
      '/terms/agree/',
      `/terms/agree/${'x'.repeat(65)}`,
      '/terms/agree/A 1',
    ]) {
      assert.deepEqual(readTermsCards(accordion(`<form action="${action}"></form>`)), [], action);
    }
  });

  it('looks outside of the accordion only where there is none', () => {
    const outside = '<div><span id="titleX">×</span>Other</div><div id="termsX">Text</div>';
    assert.deepEqual(
      readTermsCards(outside).map(({ id }) => id),
      ['X'],
    );
    assert.deepEqual(readTermsCards(accordion('') + outside), []);
  });

  it('does not take parts of the dialog for cards', () => {
    const button = '<button>Agreed</button>';
    for (const id of [
      'termsModal',
      'termsModalLabel',
      'termsAccordion2',
      'terms',
      'terms a',
      `terms${'x'.repeat(65)}`,
    ]) {
      assert.deepEqual(readTermsCards(accordion(`<div id="${id}">${button}</div>`)), [], id);
    }
    assert.deepEqual(readTermsCards(accordion('<div id="termsA1">Text</div>')), []);
  });

  it('knows a card that is agreed to by its button of any kind, and one that is not by none', () => {
    const card = (control: string) =>
      readTermsCards(accordion(`<div id="termsA1">Text ${control}</div><b id="buttonA1"></b>`));
    assert.equal(card('<button>✓ Agreed</button>')[0]?.accepted, true);
    assert.equal(card('<button>Close</button><button>AGREED</button>')[0]?.accepted, true);
    assert.equal(card('<input type="submit" value="Agreed">')[0]?.accepted, true);
    assert.equal(card('<input type="text" value="Agreed">')[0]?.accepted, undefined);
    assert.equal(card('<button>Disagreed</button>')[0]?.accepted, undefined);
    assert.equal(card('')[0]?.accepted, undefined);
    const open = '<span id="titleA1">×</span><div id="termsA1"><button>Agreed</button></div>';
    assert.equal(readTermsCards(accordion(open))[0]?.accepted, false);
  });

  it('finds the title wherever the template puts it', () => {
    const title = (before: string, body = '<div id="termsA1">Text<b id="buttonA1"></b></div>') =>
      readTermsCards(accordion(`${before}${body}`))[0]?.title;
    assert.equal(title('<h5><span id="titleA1">×</span>  Open \n Terms </h5>'), 'Open Terms');
    assert.equal(title('<h5>✓ ✗ × Marked × Terms</h5>'), 'Marked × Terms');
    assert.equal(title('<h5><button class="close">x</button>Closable</h5>'), 'Closable');
    for (const attribute of ['data-target', 'data-bs-target', 'href']) {
      assert.equal(title(`<a ${attribute}="#termsA1">Toggled</a><p></p>`), 'Toggled', attribute);
    }
    assert.equal(
      title(
        '',
        '<div class="card"><div class="card-header">In the card</div><div><div id="termsA1">T<b id="buttonA1"></b></div></div></div>',
      ),
      'In the card',
    );
    assert.equal(title('<h5> × </h5>'), undefined);
  });

  it('takes the text without its controls, and all of it', () => {
    const text = (body: string) =>
      readTermsCards(accordion(`<div id="termsA1">${body}</div><b id="buttonA1"></b>`))[0]?.html;
    assert.equal(
      text('<form action="/x"><p>In a form</p><button>I Agree</button></form>'),
      '<p>In a form</p>',
    );
    assert.equal(text('  <p>A</p><input value="x"><select><option>y</option></select> '), '<p>A</p>');
    assert.equal(text('<div class="card-body"> <i>Inner</i> </div>'), '<i>Inner</i>');
    assert.equal(
      text('<p>First.</p><div class="card-body">Rest</div>'),
      '<p>First.</p><div class="card-body">Rest</div>',
    );
    assert.equal(text('<p> </p><button>I Agree</button>'), undefined);
  });
});

describe('the portal: a page of terms', () => {
  const page = (rest: string, head = '') =>
    `<html><head>${head}</head><body><div class="card"><div class="card-header">  Data \n Use </div><div class="card-body"><p>Text</p></div></div>${rest}</body></html>`;

  it('is read with title, text and state', () => {
    const terms = { id: '7', title: 'Data Use', html: '<p>Text</p>' };
    assert.deepEqual(readTermsPage(page('<button>I Agree</button>'), '7'), { ...terms, accepted: false });
    assert.deepEqual(readTermsPage(page('<input type="submit" value="Agree">'), '7'), {
      ...terms,
      accepted: false,
    });
    assert.deepEqual(readTermsPage(page('<a href="/terms/agree/7">here</a>'), '7'), {
      ...terms,
      accepted: false,
    });
    assert.deepEqual(readTermsPage(page('<button>Agreed</button>'), '7'), { ...terms, accepted: true });
    assert.deepEqual(readTermsPage(page('<button>Close</button><button>Agreed</button>'), '7'), {
      ...terms,
      accepted: true,
    });
  });

  it('tells nothing without a state, of other terms, or without a text', () => {
    for (const rest of [
      '',
      '<button>Close</button>',
      '<a href="/terms/agree/8">x</a>',
      '<button>Disagree</button>',
    ]) {
      assert.equal(readTermsPage(page(rest), '7'), undefined, rest);
    }
    const button = '<button>I Agree</button>';
    assert.equal(
      readTermsPage(`<div class="card"><div class="card-body"> </div></div>${button}`, '7'),
      undefined,
    );
    assert.equal(readTermsPage(`<div class="card">Text</div>${button}`, '7'), undefined);
  });

  it('skips cards that have no text, and takes the title of the page where the card has none', () => {
    const card = '<div class="card">Menu</div><div class="card"><div class="card-body">Text</div></div>';
    const body = `${card}<button>Agreed</button>`;
    assert.equal(readTermsPage(`<title> Of  the page </title>${body}`, '7')?.title, 'Of the page');
    assert.equal(readTermsPage(body, '7')?.title, '7');
    assert.equal(readTermsPage(body, '7')?.html, 'Text');
  });
});

describe('the portal: accepted terms', () => {
  it('are read from their links, with or without something after the id', () => {
    const list = `<a href="/terms/show/1"> Open \n Access </a><a href="/portal/terms/show/a-b/">Second</a>
      <a href="/terms/show/3?x=1#y">Third</a><a href="/terms/show/4/more">no</a><a href="/terms/show/">no</a>
      <a href="/terms/other/5">no</a><a>no</a>`;
    assert.deepEqual(readAcceptedTerms(list), [
      { id: '1', title: 'Open Access' },
      { id: 'a-b', title: 'Second' },
      { id: '3', title: 'Third' },
    ]);
  });

  it('have ids that can stand in an address', () => {
    for (const id of ['1', 'a-B_9', 'x'.repeat(64)]) assert.ok(termsIdPattern.test(id), id);
    for (const id of ['', 'x'.repeat(65), '../1', '1/2', ' 1', '1\n2', 'é'])
      assert.ok(!termsIdPattern.test(id), id);
  });
});

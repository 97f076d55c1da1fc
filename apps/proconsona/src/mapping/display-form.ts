import { node, writeXml } from '#cda';

const XHTML = 'http://www.w3.org/1999/xhtml';

/** The form that people read: the text stands in one element that keeps it to the character. */
export function displayForm(title: string, text: string): Buffer {
  const form = node('div', { xmlns: XHTML, lang: 'fi', 'xml:lang': 'fi' }, [
    node('h1', {}, [title]),
    node('pre', {}, [text]),
  ]);
  return Buffer.from(writeXml(form));
}

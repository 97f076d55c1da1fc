import { all, attribute, hashedOid, narrativesOf, only, sectionsOf, textIn, type XmlTree } from '#cda';

/** The code system in which a document of ours says which record of the decision it is. */
const RECORD_KINDS = hashedOid(['kuittaus', 'code system', 'record kinds']);

/** A document as a person could read it: its texts first, then what no text says, each once, a line each. */
export function readableContent(document: XmlTree): string {
  const texts = narrativesOf(document);
  const others = [
    title(document),
    ...sectionsOf(document).flatMap((section) => [title(section), ...values(section)]),
  ];
  const more = others.filter((other) => other !== '' && !texts.some((text) => text.includes(other)));
  return [...texts, ...new Set(more)].join('\n');
}

/** @returns the record kind; empty for a document that does not say */
export function recordKindOf(document: XmlTree): string {
  const codes = sectionsOf(document).flatMap((section) => all(only(section, 'code'), 'translation'));
  return (
    codes.find(({ attributes }) => attributes.get('codeSystem') === RECORD_KINDS)?.attributes.get('code') ??
    ''
  );
}

const title = (parent: XmlTree): string => all(parent, 'title').map(textIn).join('');

function values(section: XmlTree): readonly string[] {
  return all(section, 'entry')
    .filter((entry) => attribute(entry, ['observation', 'code'], 'code') !== 'record')
    .flatMap((entry) => all(only(entry, 'observation'), 'value'))
    .map(textIn);
}

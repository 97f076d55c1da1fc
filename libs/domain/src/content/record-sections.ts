import type { RecordContent } from '../content.js';
import { renderText } from './render-text.js';
import type { RecordWords } from './record-words.js';

/** A part of a record that a person may copy for itself. */
export interface RecordSection {
  readonly heading: string;
  readonly text: string;
}

const INSET = /^ {4}/gmu;

/**
 * The record's text in parts, for systems that have a field for each. Blank lines stand before headings and nowhere
 * else: no text of a record can make one (`text-lines.ts`).
 */
export function recordSections(content: RecordContent, words: RecordWords): readonly RecordSection[] {
  const [title = '', ...blocks] = renderText(content, words).trimEnd().split(/\n\n+/u);
  const sections = blocks.filter((block) => block !== '').map((block) => sectionOf(block, title, words));
  return sections.length === 0 ? [{ heading: title, text: title }] : sections;
}

/** What stands before the first heading goes under the record's own title. */
function sectionOf(block: string, title: string, { labels }: RecordWords): RecordSection {
  const [first = '', ...lines] = block.split('\n');
  const isHeading = SECTION_LABELS.some((label) => labels[label] === first);
  return isHeading
    ? { heading: first, text: lines.join('\n').replace(INSET, '') }
    : { heading: title, text: block };
}

const SECTION_LABELS = [
  'visitText',
  'mayBeTold',
  'workAbilityStatement',
  'summary',
  'goals',
  'services',
  'measures',
] as const;

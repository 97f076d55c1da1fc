import { FINNISH_WORDS, recordSections, renderText } from '#domain';
import type { Operation, RecordContent, RecordSection, RecordWords } from '#domain';
import { HAND_WORDS } from './hand-words.js';
import type { HandWords } from './hand-words.js';
import { ENGLISH_WORDS } from './record-words-en.js';
import { SWEDISH_WORDS } from './record-words-sv.js';
import type { TextLanguage } from './text-language.js';

/** A record that a person is to make, correct or remove. */
export interface HandTask {
  readonly operation: Operation;
  /** For a nullify: what is to be removed. */
  readonly content: RecordContent;
  /** What the system holds before: for a replace. */
  readonly earlier?: RecordContent;
  /** The earlier record's identifier in the system, where one is known. */
  readonly earlierId?: string;
  /** An adapter may have recorded it already. */
  readonly isUncertain: boolean;
}

export interface HandText {
  /** All of it, ready to copy. */
  readonly text: string;
  /** The record's parts, for systems with a field for each; none where something is to be removed. */
  readonly fields: readonly RecordSection[];
}

/** The words of records, and of those who make them, in each language. */
export const RECORD_WORDS: Readonly<Record<TextLanguage, RecordWords>> = {
  fi: FINNISH_WORDS,
  sv: SWEDISH_WORDS,
  en: ENGLISH_WORDS,
};

/** The text by hand: a new record is the record's text and nothing else; a change says what it changes. */
export function handText(task: HandTask, language: TextLanguage): HandText {
  const words = RECORD_WORDS[language];
  const hand = HAND_WORDS[language];
  return {
    text: [...warning(task, hand), instructed(task, hand, words)].join('\n'),
    fields: task.operation === 'nullify' ? [] : recordSections(task.content, words),
  };
}

const warning = ({ isUncertain }: HandTask, hand: HandWords): readonly string[] =>
  isUncertain ? [hand.checkTitle, hand.checkDo, ''] : [];

function instructed(task: HandTask, hand: HandWords, words: RecordWords): string {
  const text = renderText(task.content, words);
  switch (task.operation) {
    case 'create':
      return text;
    case 'replace':
      return [
        hand.replaceTitle,
        hand.replaceDo,
        ...earlierId(task, hand),
        '',
        hand.newText,
        text,
        ...comparison(task, hand, words),
      ].join('\n');
    case 'nullify':
      return [hand.nullifyTitle, hand.nullifyDo, ...earlierId(task, hand), '', hand.removedText, text].join(
        '\n',
      );
  }
}

const earlierId = ({ earlierId: id }: HandTask, hand: HandWords): readonly string[] =>
  id === undefined ? [] : [`${hand.earlierId}: ${id}`];

function comparison({ content, earlier }: HandTask, hand: HandWords, words: RecordWords): readonly string[] {
  if (earlier === undefined) return [];
  const now = sectionsByHeading(content, words);
  const before = sectionsByHeading(earlier, words);
  const changes = [...new Set([...now.keys(), ...before.keys()])].flatMap((heading) =>
    changeOf(heading, before.get(heading), now.get(heading), hand),
  );
  return [hand.whatChanged, ...changes, '', hand.earlierText, renderText(earlier, words)];
}

function changeOf(
  heading: string,
  before: string | undefined,
  now: string | undefined,
  hand: HandWords,
): readonly string[] {
  if (before === now) return [];
  if (before === undefined) return [`- ${hand.added}: ${heading}`];
  return [`- ${now === undefined ? hand.gone : hand.changed}: ${heading}`];
}

const sectionsByHeading = (content: RecordContent, words: RecordWords): ReadonlyMap<string, string> =>
  new Map(recordSections(content, words).map(({ heading, text }) => [heading, text]));

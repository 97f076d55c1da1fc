import type {
  ConsentContent,
  MeasureItem,
  NoteContent,
  PlanContent,
  RecommendationItem,
  RecordContent,
} from '../content.js';
import { FINNISH_WORDS } from './finnish-words.js';
import type { RecordWords } from './record-words.js';
import { writtenDay, field, item, paragraph, section, writtenTime } from './text-lines.js';

/**
 * A record as plain text with headings: what is written where a system takes text (always in Finnish), and what a
 * person copies. Deterministic, every field shown, lines end in LF; different contents give different texts.
 */
export function renderText(content: RecordContent, words: RecordWords = FINNISH_WORDS): string {
  return [words.titles[content.record], '', ...frame(content, words), ...body(content, words), ''].join('\n');
}

function frame(content: RecordContent, { labels }: RecordWords): readonly string[] {
  if (content.record === 'consent') return [];
  return [
    `${labels.handled} ${writtenDay(content.handledOn)}`,
    ...('caseManager' in content ? field(labels.caseManager, content.caseManager) : []),
  ];
}

function body(content: RecordContent, words: RecordWords): readonly string[] {
  switch (content.record) {
    case 'consent':
      return consentFields(content, words);
    case 'recommendation':
      return [...services(content.recommendations, words), ...agreedMeasures(content.measures, words)];
    case 'measures':
      return agreedMeasures(content.measures, words);
    case 'plan':
      return planSections(content, words);
    case 'case-note':
    case 'contact-note':
      return noteSections(content, words);
    case 'visit':
      return [
        ...field(words.labels.visitStarted, writtenTime(content.startedAt, words.clock)),
        ...section(words.labels.visitText, paragraph(content.text)),
      ];
    case 'statistics':
      return field(words.labels.handling, words.handlings[content.handling]);
    case 'case-manager':
      return [
        ...field(words.labels.name, content.name),
        ...field(words.labels.role, words.roles[content.role]),
        ...field(words.labels.organisation, content.organisation),
        ...field(words.labels.phone, content.phone),
      ];
  }
}

function consentFields(content: ConsentContent, words: RecordWords): readonly string[] {
  const { validUntil, withdrawnAt, covers } = content;
  const { labels } = words;
  return [
    ...field(labels.consentId, content.id),
    ...field(labels.givenOn, writtenDay(content.givenOn)),
    ...field(labels.validUntil, validUntil === undefined ? undefined : words.until(writtenDay(validUntil))),
    ...field(labels.form, words.consentForms[content.form]),
    ...field(labels.method, words.consentMethods[content.method]),
    ...field(
      labels.withdrawnAt,
      withdrawnAt === undefined ? undefined : writtenTime(withdrawnAt, words.clock),
    ),
    ...section(
      labels.mayBeTold,
      covers.length === 0 ? [labels.nobody] : covers.flatMap((sector) => item(words.sectors[sector])),
    ),
  ];
}

function planSections(content: PlanContent, words: RecordWords): readonly string[] {
  const { goals, measures, reviewOn, workAbilityStatement: statement } = content;
  return [
    ...field(words.labels.reviewOn, reviewOn === undefined ? undefined : writtenDay(reviewOn)),
    ...goalSection(goals, words),
    ...agreedMeasures(measures, words),
    ...section(words.labels.workAbilityStatement, statement === undefined ? [] : paragraph(statement)),
  ];
}

function noteSections(
  { summary, recommendations, measures, goals }: NoteContent,
  words: RecordWords,
): readonly string[] {
  return [
    ...section(words.labels.summary, paragraph(summary)),
    ...services(recommendations, words),
    ...agreedMeasures(measures, words),
    ...goalSection(goals, words),
  ];
}

const goalSection = (goals: readonly string[], { labels }: RecordWords): readonly string[] =>
  section(
    labels.goals,
    goals.flatMap((goal) => item(goal)),
  );

const services = (
  recommendations: readonly RecommendationItem[],
  { labels, statement: named }: RecordWords,
): readonly string[] =>
  section(
    labels.services,
    recommendations.flatMap(({ service, text, statement }) =>
      item(
        service,
        field(labels.suggestion, text),
        field(labels.neededStatement, statement === undefined ? undefined : named(statement)),
      ),
    ),
  );

const agreedMeasures = (measures: readonly MeasureItem[], { labels }: RecordWords): readonly string[] =>
  section(
    labels.measures,
    measures.flatMap(({ text, dueOn, responsible }) =>
      item(
        text,
        field(labels.responsible, responsible),
        field(labels.dueOn, dueOn === undefined ? undefined : writtenDay(dueOn)),
      ),
    ),
  );

import { CODES, OIDS, authorOf, hl7Time, type DocumentBody, type Observation } from '#cda';
import type { RecordContent } from '#domain';
import type { RecordingOrder } from '#recording';
import type { ArchiveSettings } from '../kanta.config.js';
import { RECORD_FIELDS, RECORD_KINDS } from './document-keys.js';
import { viewOf } from './map-header.js';
import { TITLES } from './record-titles.js';

/**
 * View, phase and heading as sections in each other (interfaces.md, section 1.6); the whole text under the heading,
 * and every field of the record beside it.
 */
export function mapBody(order: RecordingOrder, settings: ArchiveSettings): DocumentBody {
  const { record, content, text, recorder, decidedAt } = order;
  const heading = {
    code: { system: OIDS.heading, systemName: 'Otsikko', ...settings.heading },
    translation: { code: record, system: RECORD_KINDS },
    title: TITLES[record],
    text,
    entries: fieldsOf(content),
  };
  const phase = {
    code: { system: OIDS.phase, systemName: 'Hoitoprosessin vaihe', ...settings.phase },
    title: settings.phase.displayName,
    sections: [heading],
  };
  const view = {
    code: viewOf(settings),
    title: settings.view.displayName,
    author: { ...authorOf(recorder), function: CODES.entryAuthor, at: hl7Time(decidedAt) },
    sections: [phase],
  };
  return { kind: 'structured', sections: [view] };
}

/** Every field of the record by its place in it, such as `measures.1.dueOn`. */
function fieldsOf(content: RecordContent): readonly Observation[] {
  return leaves(content, []).map(([place, value]) => ({
    code: { code: place.join('.'), system: RECORD_FIELDS },
    value,
  }));
}

type Leaf = readonly [place: readonly string[], value: string];

function leaves(value: unknown, place: readonly string[]): readonly Leaf[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...place, name]));
}

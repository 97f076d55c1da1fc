import { DECISION_EVENT_SCHEMA } from '#domain';
import type { Schema } from './schema.js';

const DEFINITIONS = '#/$defs/';

/** @returns the contract's schema of events, word for word, as components of the description */
export function eventSchemas(): Record<string, Schema> {
  const { $schema: _dialect, $id: _id, $defs: definitions, ...event } = DECISION_EVENT_SCHEMA;
  return relocate({ ...definitions, Event: event });
}

/** References into the schema's own definitions lead to the components instead. */
function relocate(schemas: Record<string, Schema>): Record<string, Schema> {
  return JSON.parse(JSON.stringify(schemas), (key, member: unknown) =>
    key === '$ref' && typeof member === 'string'
      ? member.replace(DEFINITIONS, '#/components/schemas/')
      : member,
  ) as Record<string, Schema>;
}

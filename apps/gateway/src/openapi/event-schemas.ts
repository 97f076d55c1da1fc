import type { Schema } from './answer-schemas.js';
import contract from './decision-event.schema.json';

const DEFINITIONS = '#/$defs/';

/** @returns the contract's schema of events, word for word, as components of the description */
export function eventSchemas(): Record<string, Schema> {
  const { $schema: _dialect, $id: _id, $defs: definitions, ...event } = contract;
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

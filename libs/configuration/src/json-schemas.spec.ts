import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { jsonSchemas } from './json-schemas.js';

const FILES: readonly (readonly [string, string])[] = [
  ...readdirSync('config/teams').map(
    (name) => [join('teams', name), '../schemas/practice.schema.json'] as const,
  ),
  ...readdirSync('config/systems').map(
    (name) => [join('systems', name), '../schemas/endpoint.schema.json'] as const,
  ),
  ['senders.yaml', 'schemas/senders.schema.json'],
  ['team-apps.yaml', 'schemas/team-apps.schema.json'],
  ['audit-grounds.yaml', 'schemas/audit-grounds.schema.json'],
  ['console.yaml', 'schemas/console.schema.json'],
  ['retention.yaml', 'schemas/retention.schema.json'],
];

describe('the JSON Schemas of the configuration', () => {
  it.each([...jsonSchemas()])('%s is fresh: else run writeSchemas', (name, text) => {
    expect(readFileSync(join('config/schemas', name), 'utf8')).toBe(text);
  });

  it.each(FILES)('%s names its schema in its first line, and has that shape', (file, schema) => {
    const text = readFileSync(join('config', file), 'utf8');
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
    const validate = new Ajv2020().compile(
      JSON.parse(jsonSchemas().get(schema.split('/').at(-1) ?? '') ?? ''),
    );
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });
});

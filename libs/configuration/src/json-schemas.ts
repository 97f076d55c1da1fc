import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AUDIT_GROUNDS_SCHEMA } from './audit-grounds-schema.js';
import { CONSOLE_THEME_SCHEMA } from './console-theme-schema.js';
import { ENDPOINT_SCHEMA } from './endpoint-schema.js';
import { PRACTICE_SCHEMA } from './practice-schema.js';
import { RETENTION_SCHEMA } from './retention-schema.js';
import { SENDERS_SCHEMA } from './sender-schema.js';
import { TEAM_APPS_SCHEMA } from './team-app-schema.js';

const SCHEMAS = {
  'practice.schema.json': PRACTICE_SCHEMA,
  'endpoint.schema.json': ENDPOINT_SCHEMA,
  'senders.schema.json': SENDERS_SCHEMA,
  'team-apps.schema.json': TEAM_APPS_SCHEMA,
  'console.schema.json': CONSOLE_THEME_SCHEMA,
  'audit-grounds.schema.json': AUDIT_GROUNDS_SCHEMA,
  'retention.schema.json': RETENTION_SCHEMA,
};

/** @returns file name → text of the JSON Schemas that editors check the configuration files by */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2)}\n`,
    ]),
  );
}

/** Writes them into the configuration's `schemas` folder; a test fails when they are stale. */
export function writeSchemas(configDir: string): void {
  for (const [name, text] of jsonSchemas()) writeFileSync(join(configDir, 'schemas', name), text);
}

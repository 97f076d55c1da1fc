import { z } from 'zod';
import { id } from './words-schema.js';

/** `config/audit-grounds.yaml`: why the teams handle their clients' data, as it stands in the audit log. */

const grounds = {
  purpose: id.describe('a code; its text is in the county’s own records of processing'),
  legalBasis: id.describe('a code, likewise'),
};

export const AUDIT_GROUNDS_SCHEMA = z
  .strictObject({
    ...grounds,
    teams: z
      .record(id, z.strictObject(grounds))
      .default({})
      .describe('teams whose purpose or legal basis is another'),
  })
  .meta({ title: 'Purpose and legal basis in the audit log' });

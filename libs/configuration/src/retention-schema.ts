import { z } from 'zod';
import { USUAL_LOG_RETENTION, USUAL_YEARS } from '#audit';
import { id } from './words-schema.js';

/** `config/retention.yaml`: for how many whole years what is kept. Nothing goes while it is held, or not settled. */

const MOST_YEARS = 120;
const years = z.int('must be a whole number').min(1).max(MOST_YEARS);
const { intake, planning, recording, act, use, administration } = USUAL_LOG_RETENTION;

export const RETENTION_SCHEMA = z
  .strictObject({
    log: z
      .strictObject({
        intake: years.default(intake).describe('what came in'),
        planning: years.default(planning).describe('what followed from it'),
        recording: years.default(recording).describe('what was written where: disclosures'),
        act: years.default(act).describe('what persons did: disclosures too'),
        use: years.default(use).describe('who saw data of a client'),
        administration: years
          .default(administration)
          .describe('what was changed or looked at in the service'),
      })
      .prefault({})
      .describe('entries of the audit log, by class, from their place in the log on'),
    content: z
      .strictObject({
        years: years.default(USUAL_YEARS).describe('for every team that is not named'),
        teams: z.record(id, years).default({}).describe('teams whose time is another'),
      })
      .prefault({})
      .describe('texts of decisions and records, from when the decision was settled on'),
  })
  .meta({ title: 'Retention' });

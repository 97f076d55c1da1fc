import { z } from 'zod';
import { NAMED_PERSONS, OWN_SYSTEM, SYSTEMS } from '#domain';
import {
  consentForm,
  followUpReason,
  handling,
  id,
  participantFunction,
  record,
  role,
  someText,
  system,
  wordOf,
} from './words-schema.js';

/** `config/teams/<team>.yaml`: what a practice is, see `Practice` of the domain. */

const candidate = z.union(
  [
    z.strictObject({ function: participantFunction }),
    z.strictObject({ person: wordOf(NAMED_PERSONS) }),
    z.strictObject({
      role,
      onlyWithRight: z.boolean().exactOptional().describe('only those who hold the right: never by hand'),
    }),
  ],
  'must have a function, a person or a role',
);

const destination = {
  system: wordOf([...SYSTEMS, OWN_SYSTEM]).describe("'own': the recorder's own system, by the table"),
  recorders: z
    .array(candidate)
    .min(1, 'must name somebody')
    .describe('in order; functions and persons before roles'),
};

const rule = z.strictObject({
  id,
  record,
  ...destination,
  otherwise: z.strictObject(destination).exactOptional().describe('where nobody of the recorders is there'),
  after: z.array(id).default([]).describe('ids of rules whose records come first'),
  visibleToClient: z.boolean().default(false),
  carries: wordOf(['every', 'services'])
    .exactOptional()
    .describe('every: all recommendations whole; services: of foreign domains the service alone'),
  when: z
    .strictObject({
      typClient: z.boolean().exactOptional(),
      handling: z.array(handling).min(1, 'must name a handling').exactOptional(),
      attends: role.exactOptional().describe('somebody of this role attends'),
    })
    .default({}),
  warningWithoutTypClient: z.literal('kela-only-for-typ-clients').exactOptional(),
});

const ownSystemRow = z.strictObject({
  roles: z.array(role).min(1, 'must name a role'),
  systems: z
    .array(
      z.strictObject({
        system,
        typClient: z.boolean().exactOptional().describe('only when the client is a TYP client'),
        withRight: z.boolean().exactOptional().describe('only when the participant holds the right'),
      }),
    )
    .describe('the first whose conditions hold; empty: no recording duty'),
});

const mailAddress = z.string().regex(/^[^\s@<>",;]+@[^\s@<>",;]+$/u, 'must be a mail address');
const workingDays = z.int('must be a number of working days').min(1).max(60);

export const PRACTICE_SCHEMA = z
  .strictObject({
    team: id,
    name: someText,
    version: z.int('must be a whole number').min(1),
    handlings: z.array(handling).min(1, 'must allow a handling'),
    consent: z.strictObject({
      required: z.boolean(),
      form: consentForm.exactOptional().describe('the one form that is accepted; absent: any'),
      inWriting: z.boolean().default(false).describe('written or electronic; oral is not enough'),
      recordsWithdrawal: z.boolean().default(false).describe('a withdrawal is recorded where the consent is'),
    }),
    defaultEndpoints: z
      .partialRecord(system, id)
      .default({})
      .describe('for organisations that match no endpoint of the system'),
    rules: z.array(rule).default([]),
    ownSystems: z
      .strictObject({ notIn: z.array(handling).default([]).describe('handlings it is not in force in') })
      .exactOptional()
      .describe('absent: the own-systems rule is not in force'),
    ownSystemTable: z.array(ownSystemRow).default([]).describe("rows in place of the contract's"),
    prohibitions: z
      .array(z.strictObject({ system, exceptRecords: z.array(record).default([]) }))
      .default([])
      .describe('what no rule may do'),
    deadlines: z
      .strictObject({
        automatic: workingDays.exactOptional(),
        manual: workingDays.exactOptional(),
        records: z.partialRecord(record, workingDays).exactOptional(),
      })
      .default({})
      .describe('working days from the decision'),
    followUp: z
      .partialRecord(followUpReason, z.int('must be a number of days').min(0).max(365))
      .default({})
      .describe('days before its day that a follow-up is told of, by reason'),
    escalation: z
      .strictObject({
        workingDaysAStep: z.int('must be a number of working days').min(1).max(10).default(1),
        unit: mailAddress.exactOptional().describe('of the unit that answers for the team'),
        administrator: mailAddress.exactOptional(),
      })
      .prefault({})
      .describe('who is told that a deadline has passed, after those whom the decision names'),
  })
  .meta({ title: "A team's practice" });

export type PracticeFile = z.infer<typeof PRACTICE_SCHEMA>;
export type RuleFile = z.infer<typeof rule>;

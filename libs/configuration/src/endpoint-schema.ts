import { DEFAULT_PROTECTION } from '#domain';
import { z } from 'zod';
import { SECRET_NAME } from './secret-name.js';
import { contentDomain, id, sector, someText, system } from './words-schema.js';

/** `config/systems/<endpoint>.yaml`: one installation of a record system. */

export const secretName = z.string().regex(SECRET_NAME, 'must be the name of a secret file');

const oid = z.string().regex(/^[0-2](\.(0|[1-9][0-9]*))+$/u, 'must be an OID');
const businessId = z.string().regex(/^[0-9]{7}-[0-9]$/u, 'must be a business id');
const milliseconds = z.int('must be a number of milliseconds').min(1);

const organisation = z
  .strictObject({
    name: someText.exactOptional(),
    businessId: businessId.exactOptional(),
    oid: oid.exactOptional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'must have a name, a businessId or an oid');

/** Of a health record that is spoken to by HL7 v2 (apps/pegasos, pegasos.config.ts, has the defaults). */
const partyName = z.string().min(1, 'must not be empty').max(20, 'may have 20 characters');
const hl7v2Options = {
  encoding: z
    .enum(['UNICODE UTF-8', '8859/1'], 'must be UNICODE UTF-8 or 8859/1')
    .exactOptional()
    .describe('MSH-18; what it cannot hold is refused'),
  documentQuery: z
    .boolean()
    .exactOptional()
    .describe('whether it answers QRY^T12; where not, an unclear outcome is for a person'),
  documentContent: z
    .boolean()
    .exactOptional()
    .describe('whether its answers hold the content; where not, the evidence is found, not verified'),
  sendingApplication: partyName.exactOptional(),
  sendingFacility: partyName.exactOptional(),
  receivingApplication: partyName.exactOptional(),
  receivingFacility: partyName.exactOptional(),
};

const hl7Code = z.strictObject({
  code: z.string().regex(/^[0-9A-Za-z.]{1,20}$/u, 'must be a code'),
  displayName: someText,
});

/** Of an archive of HL7 V3 documents (apps/kanta): what the protocol wants and no event tells. */
const archiveOptions = z
  .strictObject({
    sender: oid.describe('our party'),
    receiver: oid.describe("the archive's party"),
    provider: oid.describe('the service provider in whose name it is archived'),
    documentRoot: oid
      .max(24, 'may have 24 characters: the numbers below it need the rest')
      .describe('the documents’ ids are made below it'),
    serviceEventRoot: oid.max(24, 'may have 24 characters'),
    processing: z.enum(['P', 'D'], 'must be P (production) or D (test)').default('P'),
    register: hl7Code.describe('code of 1.2.246.537.5.40150.2009'),
    taskClass: hl7Code.describe('code of 1.2.246.537.6.300.2010'),
    view: hl7Code.describe('code of 1.2.246.537.6.12.2002'),
    phase: hl7Code.describe('code of 1.2.246.537.6.13.2006'),
    heading: hl7Code.describe('code of 1.2.246.537.6.14.2006'),
    nullification: hl7Code.describe('code of 1.2.246.537.5.40178.2008 by which a document is nullified'),
  })
  .describe('what an archive of HL7 V3 documents wants to be told');

const socialCode = hl7Code.extend({ system: oid.describe('code system') });

/** Of a social welfare system that takes HL7 V3 documents (apps/proconsona). */
const socialArchiveOptions = z
  .strictObject({
    sender: oid.describe('our party'),
    receiver: oid.describe("the system's party"),
    provider: oid.describe('the service provider in whose name it is archived'),
    documentRoot: oid
      .max(24, 'may have 24 characters: the numbers below it need the rest')
      .describe('the documents’ ids are made below it'),
    caseRoot: oid.max(24, 'may have 24 characters').describe('the cases’ ids are made below it'),
    processing: z.enum(['P', 'D'], 'must be P (production) or D (test)').default('P'),
    register: socialCode.describe('register of social welfare'),
    confidentiality: socialCode,
    documentKind: socialCode.describe('national structure of the document'),
    serviceTask: socialCode.describe('service task (palvelutehtävä)'),
    retention: socialCode.describe('class of retention time'),
    nullification: hl7Code.describe('code of 1.2.246.537.5.40178.2008 by which a document is nullified'),
  })
  .describe('what a social welfare system of HL7 V3 documents wants to be told');

/** An identifier of X-Road (PR-REST, 4.1): so many parts, of characters that need no encoding. */
const xRoadIdentifier = (parts: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){${parts - 1}}$`, 'u'),
      `must be ${parts} parts with / between`,
    );

/** Of a register that is reached over X-Road (apps/typ). */
const xRoadOptions = z
  .strictObject({
    client: xRoadIdentifier(4).describe('who we are: instance/class/member/subsystem'),
    service: xRoadIdentifier(5).describe('whom we call: instance/class/member/subsystem/service'),
  })
  .describe('the parties of a call over X-Road');

const { breaker: usualBreaker, retries: usualRetries } = DEFAULT_PROTECTION;
const count = z.int('must be a number').min(1, 'must be 1 or more');
const share = z.number().min(0, 'must be 0 to 1').max(1, 'must be 0 to 1');
const time = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/u, 'must be a time, HH:MM');

const breaker = z
  .strictObject({
    failuresInARow: count.default(usualBreaker.failuresInARow).describe('opens after so many'),
    failureShare: share
      .default(usualBreaker.failureShare)
      .describe('opens when this share of a window failed, 0 to 1'),
    windowMs: milliseconds.default(usualBreaker.windowMs),
    leastAttempts: count.default(usualBreaker.leastAttempts).describe('a window with fewer opens nothing'),
    openMs: milliseconds.default(usualBreaker.openMs).describe('from the opening to the first probe'),
    longestOpenMs: milliseconds
      .default(usualBreaker.longestOpenMs)
      .describe('each probe that fails doubles the time, up to this'),
    rampStepMs: milliseconds
      .default(usualBreaker.rampStepMs)
      .describe('after a good probe 1, 2, 4, ... attempts may begin, a step each'),
  })
  .describe('stops all traffic when the system fails, and finds out when it is back');

const retryBudget = z
  .strictObject({
    share: share
      .default(usualRetries.share)
      .describe('repeats, of the first attempts of ten minutes, 0 to 1'),
    leastEveryMs: milliseconds
      .default(usualRetries.leastEveryMs)
      .describe('one repeat in this time is always allowed'),
  })
  .describe('how much of the traffic may be repeats, in each process');

const quietHours = z
  .strictObject({ from: time, until: time.describe('earlier than from: on the next day') })
  .refine(({ from, until }) => from !== until, 'must have a length')
  .describe('hours in which nothing is written or asked, by the clock of Helsinki');

export const ENDPOINT_SCHEMA = z
  .strictObject({
    id,
    system,
    organisations: z
      .array(organisation)
      .default([])
      .describe('whom it serves; any one identifier of an entry is enough'),
    address: z.string().default('').describe('may hold ${NAME}; empty: not installed'),
    custodian: z
      .strictObject({ name: someText, oid, businessId: businessId.exactOptional() })
      .exactOptional()
      .describe('whose records these are: stands in for what an event does not tell of an organisation'),
    credentials: z
      .strictObject({
        clientId: someText.exactOptional(),
        clientKey: secretName.exactOptional().describe('name of the secret file of the private key'),
        clientSecret: secretName
          .exactOptional()
          .describe('name of the secret file with the password of the client'),
        certificateAuthority: secretName
          .exactOptional()
          .describe('name of the secret file with the PEM of who vouches for the server'),
        clientCertificate: secretName
          .exactOptional()
          .describe('name of the secret file with the PEM of our certificate, for mutual TLS'),
        signingKey: secretName
          .exactOptional()
          .describe('name of the secret file of the RSA key that signs documents'),
        signingCertificate: secretName
          .exactOptional()
          .describe('name of the secret file with the PEM of that key’s certificate'),
      })
      .default({}),
    limits: z
      .strictObject({
        concurrency: z.int('must be a number of attempts').min(1).max(100).default(4),
        deadlineMs: milliseconds.default(30_000).describe('total time of one attempt'),
        settleMs: milliseconds.default(5_000).describe('how long a lost write may still arrive late'),
        ratePerSecond: z
          .number()
          .positive('must be above 0')
          .exactOptional()
          .describe('attempts that may begin in a second, in all processes together'),
      })
      .prefault({}),
    retry: z
      .strictObject({
        delaysMs: z.array(milliseconds).min(1, 'must name a delay').exactOptional(),
        forMs: milliseconds.exactOptional().describe('retries end this long after the first attempt'),
      })
      .default({}),
    protection: z
      .strictObject({
        breaker: breaker.prefault({}),
        retries: retryBudget.prefault({}),
        quietHours: quietHours.exactOptional(),
      })
      .prefault({})
      .describe('how its system is spared when it fails, and in its quiet hours'),
    options: z
      .strictObject({
        archivesToKanta: z
          .boolean()
          .default(false)
          .describe('the system archives to Kanta itself; the kanta task then only confirms it'),
        ...hl7v2Options,
        archive: archiveOptions.exactOptional(),
        socialArchive: socialArchiveOptions.exactOptional(),
        xRoad: xRoadOptions.exactOptional(),
      })
      .prefault({}),
    content: z
      .strictObject({
        sector: sector.exactOptional(),
        domains: z.array(contentDomain).min(1, 'must name a domain').exactOptional(),
        workAbilityStatement: z.boolean().exactOptional(),
      })
      .default({})
      .describe("what may go there, in place of the contract's table"),
  })
  .meta({ title: 'An endpoint: one installation of a record system' });

export type EndpointFile = z.infer<typeof ENDPOINT_SCHEMA>;

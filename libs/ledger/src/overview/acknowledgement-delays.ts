import { organisationName } from '#domain';
import type { BlindIndex } from '#security';
import { sql } from 'kysely';
import type { ClientVault } from '../client-vault.js';
import type { Database } from '../database.js';
import { decisionVersionRow } from '../locked-decision.js';
import { decisionCondition } from './decision-filter.js';
import type { DecisionFilter } from './decision-filter.js';

/** How long an organisation's people took to acknowledge what they were to record. */
export interface AcknowledgementDelay {
  /** Absent for all those together that acknowledged too little to be told apart, or whose name is not known. */
  readonly organisation?: string;
  readonly acknowledgements: number;
  /** From the task's planning on. */
  readonly medianMs: number;
  readonly p90Ms: number;
}

/** Fewer than these say more of a person than of an organisation. */
const FEWEST = 5;
const MOST_ORGANISATIONS = 30;

/** With the organisation's digest in hexadecimal. */
export interface CountedDelay extends Omit<AcknowledgementDelay, 'organisation'> {
  readonly organisation: string | null;
}

/** Of `chosen`: never by person, an organisation with few acknowledgements is counted among the others. */
export const DELAYS = sql`
  with acknowledged as (
    select encode(t.recorder_organisation, 'hex') as organisation,
      extract(epoch from t.evidence_at - t.created_at) * 1000 as ms
    from chosen t where t.state = 'attested'),
  large as (
    select organisation from acknowledged where organisation is not null
    group by 1 having count(*) >= ${sql.lit(FEWEST)} order by count(*) desc, 1 limit ${sql.lit(MOST_ORGANISATIONS)})
  select l.organisation, count(*) as acknowledgements,
    round(percentile_cont(0.5) within group (order by ms)) as "medianMs",
    round(percentile_cont(0.9) within group (order by ms)) as "p90Ms"
  from acknowledged a left join large l on l.organisation = a.organisation
  group by 1`;

/** Puts the organisations' names to their digests. */
export async function nameOrganisations(
  db: Database,
  people: People,
  { counted, filter }: { readonly counted: readonly CountedDelay[]; readonly filter: DecisionFilter },
): Promise<AcknowledgementDelay[]> {
  const named: AcknowledgementDelay[] = [];
  for (const { organisation: digest, ...figures } of counted) {
    const organisation = digest === null ? undefined : Buffer.from(digest, 'hex');
    const name = organisation && (await nameOf(db, people, { organisation, filter }));
    named.push({ ...figures, ...(name === undefined ? {} : { organisation: name }) });
  }
  return named;
}

/** What opens a decision, and knows an organisation again. */
export interface People {
  readonly vault: ClientVault;
  readonly index: BlindIndex;
}

interface Sample {
  readonly id: string;
  readonly wrapped_key: Buffer;
  readonly key_encryption_key_version: number;
  readonly decision: string;
  readonly version: number;
  readonly body: Buffer;
}

/** The ledger knows organisations by digests alone: the name stands in a decision of theirs. */
async function nameOf(
  db: Database,
  { vault, index }: People,
  { organisation, filter }: { readonly organisation: Buffer; readonly filter: DecisionFilter },
): Promise<string | undefined> {
  const { rows } = await sql<Sample>`
    select k.id, k.wrapped_key, k.key_encryption_key_version, v.decision, v.version, v.body
    from decision d join task t on t.decision = d.id
      join decision_version v on v.decision = t.decision and v.version = t.version
      join client_key k on k.id = d.client_key
    where t.recorder_organisation = ${organisation} and v.body is not null and k.wrapped_key is not null
      and ${decisionCondition(filter)}
    order by d.created_at desc limit 1
  `.execute(db);
  const [sample] = rows;
  if (sample === undefined) return undefined;
  const { decision, version, body } = sample;
  const { participants } = vault.openDecision(
    vault.open(sample),
    decisionVersionRow(decision, version),
    body,
  );
  // A relative stands for nobody but themselves.
  return participants
    .filter(({ role }) => role !== 'relative-or-support-person')
    .map((participant) => participant.organisation)
    .find((one) => index.of('organisation', organisationName(one)).equals(organisation))?.name;
}

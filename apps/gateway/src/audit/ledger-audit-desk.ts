import { disclosureOf, ProofOutOfRange } from '#audit';
import type { AuditBundle, AuditEntry, Disclosure } from '#audit';
import type { ClientIdentifier } from '#domain';
import { actorOf } from '#ledger';
import type { Leaf, LeafFilter } from '#ledger';
import type { Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import type {
  AuditDesk,
  ConsistencyView,
  EntryPage,
  ExportedLines,
  ExportRequest,
  InclusionView,
} from './audit-desk.js';
import type { AuditDeskOptions } from './desk-options.js';
import { exportLines, exportLog } from './export-log.js';

const PAGE = 200;
/** More of one client's entries than a decade gives. */
const MOST_OF_A_CLIENT = 100_000;

/** The audit routes over the ledger's log. */
export class LedgerAuditDesk implements AuditDesk {
  constructor(private readonly options: AuditDeskOptions) {}

  async listEntries(caller: Principal, filter: LeafFilter, from: number): Promise<EntryPage> {
    const { audit } = this.options;
    const leaves = await audit.readLeaves(filter, { from, limit: PAGE + 1 });
    const items = leaves.slice(0, PAGE).map(entryIn);
    const { team, decisionId } = filter.decision ?? {};
    const row =
      team === undefined || decisionId === undefined
        ? undefined
        : await audit.findDecisionRow(team, decisionId);
    await audit.note([
      {
        kind: 'audit.read',
        actor: this.actor(caller),
        ...(row === undefined ? {} : { decision: row }),
        facts: { from, count: items.length, ...filterFacts(filter) },
      },
    ]);
    const next = leaves[PAGE]?.index;
    return { items, ...(next === undefined ? {} : { next }) };
  }

  async checkpoint(): Promise<string | undefined> {
    const checkpoint = await this.newest();
    return checkpoint && checkpoint.note + checkpoint.cosignatures.join('');
  }

  async inclusion(index: number, size: number | undefined): Promise<InclusionView | undefined> {
    return this.proven(size, async (known) => {
      const [proof = []] = await this.options.audit.inclusionProofs([index], known);
      return { index, size: known, proof: proof.map(base64) };
    });
  }

  async consistency(from: number, to: number | undefined): Promise<ConsistencyView | undefined> {
    return this.proven(to, async (known) => {
      const proof = await this.options.audit.consistencyProof(from, known);
      return { from, to: known, proof: proof.map(base64) };
    });
  }

  async export(caller: Principal, request: ExportRequest): Promise<AuditBundle> {
    return exportLog({ ...this.options, actor: this.actor(caller) }, request);
  }

  async exportLines(caller: Principal, request: ExportRequest): Promise<ExportedLines> {
    return exportLines({ ...this.options, actor: this.actor(caller) }, request);
  }

  async disclosures(
    caller: Principal,
    client: ClientIdentifier,
    purpose: string,
  ): Promise<readonly Disclosure[]> {
    const { audit } = this.options;
    const known = await audit.findClientsDecisions(client);
    const actor = this.actor(caller);
    if (known === undefined) {
      // Of nobody's decision, and a search for somebody all the same.
      await audit.note([{ kind: 'audit.disclosures-read', actor, facts: { purpose, count: 0 } }]);
      throw new Problem('not-found');
    }
    const rows = known.decisions.map(({ row }) => row);
    await audit.note(
      rows.map((decision) => ({ kind: 'audit.disclosures-read', actor, decision, facts: { purpose } })),
    );
    const leaves = await audit.readLeaves({ decisions: rows }, { from: 0, limit: MOST_OF_A_CLIENT });
    return leaves.flatMap((leaf) => disclosureOf(entryIn(leaf)) ?? []).reverse();
  }

  private newest() {
    const isCosigned = this.options.keys.some(({ kind }) => kind === 'witness');
    return this.options.audit.newestCheckpoint({ isCosigned });
  }

  private async proven<T>(
    size: number | undefined,
    prove: (size: number) => Promise<T>,
  ): Promise<T | undefined> {
    const { size: newest } = await this.options.audit.tree();
    const known = size ?? (await this.newest())?.size;
    if (known === undefined || known > newest) return undefined;
    try {
      return await prove(known);
    } catch (error) {
      if (error instanceof ProofOutOfRange) return undefined;
      throw error;
    }
  }

  /** @throws Problem when the token names nobody: no name on the log, no reading */
  private actor(caller: Principal): string {
    const person = personOf(caller);
    if (person === undefined) throw new Problem('wrong-role');
    return actorOf(actingPerson(person, 'auditor', 'auditor', this.options.index));
  }
}

/** The log is ours: what stands on it has the form that it was written in. */
const entryIn = ({ body }: Leaf): AuditEntry => JSON.parse(body) as AuditEntry;

const base64 = (hash: Buffer): string => hash.toString('base64');

const filterFacts = ({ from, until, kind, system }: LeafFilter): Readonly<Record<string, string>> => ({
  ...(from === undefined ? {} : { since: from.toISOString() }),
  ...(until === undefined ? {} : { until: until.toISOString() }),
  ...(kind === undefined ? {} : { ofKind: kind }),
  ...(system === undefined ? {} : { ofSystem: system }),
});

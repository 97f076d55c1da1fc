import { disclosureOf } from '#audit';
import type { AuditEntry, Disclosure } from '#audit';
import { ledgerEnvironment } from '#configuration';
import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import { openLedger } from '#ledger';
import type { Ledger } from '#ledger';
import { EXIT, UsageFault, exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';

const CODE = /^[a-z][a-z0-9-]{1,63}$/u;
const IDENTITY_CODE = /^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$/u;
const CONNECTIONS = 2;
/** More of one client's entries than a decade gives. */
const MOST_ENTRIES = 100_000;

/** Whoever runs it has the ledger's keys: the log can only say that it was done on the service's own machine. */
const ACTOR = 'kuittaus-cli';

export const auditClient: Command = {
  name: 'audit client',
  summary:
    'Kertoo, kuka on käyttänyt tai saanut yhden asiakkaan tietoja ja miksi; henkilötunnus annetaan syötteenä',
  usage: '--purpose <koodi> [--json] < henkilötunnus',

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      purpose: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    exactly(positionals, 0);
    const { purpose, json } = values;
    if (purpose === undefined || !CODE.test(purpose)) {
      throw new UsageFault('--purpose on koodi, kuten client-request.');
    }
    const code = (await io.readInput()).toString('utf8').trim();
    if (!IDENTITY_CODE.test(code)) throw new UsageFault('Syötteessä ei ole henkilötunnusta.');
    const ledger = openLedger({
      ...ledgerEnvironment(io.variables),
      applicationName: 'kuittaus-cli',
      maxConnections: CONNECTIONS,
      onConnectionLost: () => undefined,
    });
    try {
      const found = await disclosuresTo(ledger, code, purpose);
      if (found === undefined) {
        io.err('Asiakasta ei ole kirjanpidossa.');
        return EXIT.wrong;
      }
      io.out(json ? JSON.stringify(found, undefined, 2) : found.map(lineOf).join('\n'));
      return EXIT.right;
    } finally {
      await ledger.close();
    }
  },
};

/** Noted on the log before it is told. @returns newest first; undefined for a client who is not known */
export async function disclosuresTo(
  { audit }: Pick<Ledger, 'audit'>,
  code: string,
  purpose: string,
): Promise<readonly Disclosure[] | undefined> {
  const client = await audit.findClientsDecisions({ system: PERSONAL_IDENTITY_CODE_OID, value: code });
  if (client === undefined) return undefined;
  const decisions = client.decisions.map(({ row }) => row);
  const kind = 'audit.disclosures-read' as const;
  await audit.note(decisions.map((decision) => ({ kind, actor: ACTOR, decision, facts: { purpose } })));
  const leaves = await audit.readLeaves({ decisions }, { from: 0, limit: MOST_ENTRIES });
  return leaves.flatMap(({ body }) => disclosureOf(JSON.parse(body) as AuditEntry) ?? []).reverse();
}

function lineOf({ at, type, to, who, record, outcome, purpose, decision }: Disclosure): string {
  const what = type === 'disclosed' ? 'luovutettu' : 'käytetty';
  const whom = to === undefined ? '-' : to.endpoint;
  const by = [who.role ?? who.type, who.participant ?? who.id].join(' ');
  const name = `${decision.team}/${decision.decisionId}`;
  return [at, what, record ?? '-', whom, by, outcome ?? '-', purpose ?? '-', name].join('  ');
}

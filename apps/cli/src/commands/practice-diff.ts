import { ledgerEnvironment, loadConfiguration } from '#configuration';
import { PlanReplay } from '#domain';
import { openLedger } from '#ledger';
import { EXIT, UsageFault, exactly, readArgs } from '../command.js';
import type { Command, Io } from '../command.js';
import { differencesText } from '../diff/differences-text.js';

const DAY_MS = 24 * 3_600_000;
const DAYS = /^([1-9][0-9]{0,3})d$/u;

/** One to read ahead with, while the last batch is planned. */
const CONNECTIONS = 2;

export const practiceDiff: Command = {
  name: 'practice diff',
  summary:
    'Suunnittelee kirjanpidon päätökset uudelleen ja kertoo, mikä muuttuisi uudella kirjauskäytännöllä',
  usage: '<vanha kansio> <uusi kansio> [--since 30d] [--json]',

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      since: { type: 'string', default: '30d' },
      json: { type: 'boolean', default: false },
    });
    const [oldDir = '', newDir = ''] = exactly(positionals, 2);
    const since = sinceOf(values.since, io.now());
    const replay = new PlanReplay(loadConfiguration(oldDir, {}), loadConfiguration(newDir, {}));
    await replayInto(replay, since, io);
    const differences = replay.differences();
    io.out(values.json ? JSON.stringify(differences, undefined, 2) : differencesText(differences, since));
    return EXIT.right;
  },
};

async function replayInto(replay: PlanReplay, since: Date, io: Io): Promise<void> {
  const ledger = openLedger({
    ...ledgerEnvironment(io.variables),
    applicationName: 'kuittaus-cli',
    maxConnections: CONNECTIONS,
    onConnectionLost: () => undefined,
  });
  try {
    for await (const batch of ledger.replayDecisions(since)) {
      for (const replayed of batch) replay.take(replayed);
    }
  } finally {
    await ledger.close();
  }
}

function sinceOf(text: string, now: Date): Date {
  const days = DAYS.exec(text)?.[1];
  if (days === undefined) throw new UsageFault('--since on päivien määrä, esimerkiksi 30d.');
  return new Date(now.getTime() - Number(days) * DAY_MS);
}

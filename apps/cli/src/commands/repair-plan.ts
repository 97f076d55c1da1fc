import { UsageFault, exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { PLAN } from './repair-answers.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, withGateway } from './repair-client.js';
import { planText } from './repair-text.js';

const several = { type: 'string', multiple: true } as const;
const one = { type: 'string' } as const;

export const repairPlan: Command = {
  name: 'repair plan',
  summary: 'Jäädyttää suodattimen tehtävät suunnitelmaksi ja kertoo, mitä uusi yritys kullekin tekisi',
  usage:
    '--why <perustelu> [--rate <1-10>] [--state …] [--system …] [--endpoint …] [--team …] [--reason …] ' +
    `[--outcome …] [--code …] [--from <aika>] [--to <aika>] ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      ...GATEWAY_OPTIONS,
      why: one,
      rate: one,
      state: several,
      system: several,
      endpoint: several,
      team: several,
      reason: several,
      outcome: one,
      code: one,
      from: one,
      to: one,
    });
    exactly(positionals, 0);
    const { why, rate, state, system, endpoint, team, reason, outcome, code, from, to } = values;
    if (why === undefined) throw new UsageFault('Perustelu puuttuu: --why.');
    if (rate !== undefined && !/^\d{1,2}$/u.test(rate)) throw new UsageFault('--rate on luku 1-10.');
    const body = {
      filter: {
        states: state,
        systems: system,
        endpoints: endpoint,
        teams: team,
        reasons: reason,
        outcome,
        code,
        from,
        to,
      },
      reason: why,
      ...(rate === undefined ? {} : { ratePerSecond: Number(rate) }),
    };
    return withGateway(values, io, async (client) => planText(await client.post('/v1/repairs', PLAN, body)));
  },
};

import type { RepairAct } from '#domain';
import { exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { PLAN } from './repair-answers.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, withGateway } from './repair-client.js';
import { planText } from './repair-text.js';

const command = (act: RepairAct, summary: string): Command => ({
  name: `repair ${act}`,
  summary,
  usage: `<suunnitelma> ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    const [id = ''] = exactly(positionals, 1);
    const path = `/v1/repairs/${encodeURIComponent(id)}/${act}`;
    return withGateway(values, io, async (client) => planText(await client.post(path, PLAN)));
  },
});

export const repairApprove = command('approve', 'Hyväksyy toisen suunnittelemat uudet yritykset');
export const repairRun = command('run', 'Käynnistää suunnitelman, tai jatkaa siitä mihin se keskeytettiin');
export const repairStop = command(
  'stop',
  'Keskeyttää suunnitelman: yhteenkään sen tehtävään ei enää kosketa',
);

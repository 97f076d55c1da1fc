import { exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { FAILURES, PLANS, PLAN_WITH_ITEMS } from './repair-answers.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, withGateway } from './repair-client.js';
import type { GatewayClient } from './repair-client.js';
import { failuresText, itemLine, planLine, planText } from './repair-text.js';

export const repairFailures: Command = {
  name: 'repair failures',
  summary: 'Näyttää, mitkä tehtävät epäonnistuvat, ryhmiteltyinä syyn mukaan',
  usage: GATEWAY_USAGE,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    exactly(positionals, 0);
    return withGateway(values, io, async (client) =>
      failuresText(await client.get('/v1/failures', FAILURES)),
    );
  },
};

export const repairList: Command = {
  name: 'repair list',
  summary: 'Luettelee suunnitelmat, uusin ensin',
  usage: GATEWAY_USAGE,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    exactly(positionals, 0);
    return withGateway(values, io, async (client) => {
      const { items } = await client.get('/v1/repairs', PLANS);
      return items.length === 0 ? 'Suunnitelmia ei ole.' : items.map(planLine).join('\n');
    });
  },
};

export const repairShow: Command = {
  name: 'repair show',
  summary: 'Näyttää suunnitelman, sen etenemisen ja sen tehtävät',
  usage: `<suunnitelma> ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    const [id = ''] = exactly(positionals, 1);
    return withGateway(values, io, (client) => wholePlan(client, `/v1/repairs/${encodeURIComponent(id)}`));
  },
};

/** Page by page. */
async function wholePlan(client: GatewayClient, path: string): Promise<string> {
  const first = await client.get(path, PLAN_WITH_ITEMS);
  const lines = first.items.map(itemLine);
  let cursor = first.nextCursor;
  while (cursor !== undefined) {
    const page = await client.get(`${path}?cursor=${encodeURIComponent(cursor)}`, PLAN_WITH_ITEMS);
    lines.push(...page.items.map(itemLine));
    cursor = page.nextCursor;
  }
  return [planText(first), 'Tehtävät:', ...lines].join('\n');
}

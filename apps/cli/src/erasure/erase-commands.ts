import { exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, withGateway } from '../commands/repair-client.js';
import { ERASURE, erasureLine, ERASURES } from './answers.js';
import { SUBJECT_OPTIONS, subjectOf } from './subject-of.js';

export const eraseRequest: Command = {
  name: 'erase request',
  summary: 'Pyytää asiakkaan poistamista; mitään ei vielä poisteta. Henkilötunnus annetaan syötteenä',
  usage: `--why <perustelu> (--decision <tiimi/tunniste> | < henkilötunnus) ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, { ...GATEWAY_OPTIONS, ...SUBJECT_OPTIONS });
    exactly(positionals, 0);
    const body = await subjectOf(values, io);
    return withGateway(values, io, async (client) =>
      erasureLine(await client.post('/v1/erasures', ERASURE, body)),
    );
  },
};

export const eraseApprove: Command = {
  name: 'erase approve',
  summary: 'Poistaa lopullisesti asiakkaan, jonka poistamista toinen on pyytänyt',
  usage: `<pyyntö> ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    const [id = ''] = exactly(positionals, 1);
    const path = `/v1/erasures/${encodeURIComponent(id)}/approve`;
    return withGateway(values, io, async (client) => erasureLine(await client.post(path, ERASURE)));
  },
};

export const eraseList: Command = {
  name: 'erase list',
  summary: 'Luettelee poistopyynnöt ja kertoo, mikä kutakin nyt estää',
  usage: GATEWAY_USAGE,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    exactly(positionals, 0);
    return withGateway(values, io, async (client) => {
      const { items } = await client.get('/v1/erasures', ERASURES);
      return items.length === 0 ? 'Poistopyyntöjä ei ole.' : items.map(erasureLine).join('\n');
    });
  },
};

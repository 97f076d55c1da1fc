import { exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, withGateway } from '../commands/repair-client.js';
import { HOLD_REF, holdLine, HOLDS } from './answers.js';
import { SUBJECT_OPTIONS, subjectOf, whyOf } from './subject-of.js';

export const holdPut: Command = {
  name: 'hold put',
  summary: 'Asettaa säilytysmääräyksen: mitään siihen kuuluvaa ei poisteta; henkilötunnus annetaan syötteenä',
  usage: `--why <perustelu> (--decision <tiimi/tunniste> | < henkilötunnus) ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, { ...GATEWAY_OPTIONS, ...SUBJECT_OPTIONS });
    exactly(positionals, 0);
    const body = await subjectOf(values, io);
    return withGateway(values, io, async (client) => {
      const { id } = await client.post('/v1/holds', HOLD_REF, body);
      return `Säilytysmääräys ${id} on voimassa.`;
    });
  },
};

export const holdLift: Command = {
  name: 'hold lift',
  summary: 'Purkaa toisen asettaman säilytysmääräyksen',
  usage: `<määräys> --why <perustelu> ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, { ...GATEWAY_OPTIONS, why: { type: 'string' } });
    const [id = ''] = exactly(positionals, 1);
    const reason = whyOf(values.why);
    return withGateway(values, io, async (client) => {
      await client.post(`/v1/holds/${encodeURIComponent(id)}/lift`, HOLD_REF, { reason });
      return `Säilytysmääräys ${id} on purettu.`;
    });
  },
};

export const holdList: Command = {
  name: 'hold list',
  summary: 'Luettelee voimassa olevat säilytysmääräykset',
  usage: GATEWAY_USAGE,

  async run(args, io) {
    const { values, positionals } = readArgs(args, GATEWAY_OPTIONS);
    exactly(positionals, 0);
    return withGateway(values, io, async (client) => {
      const { items } = await client.get('/v1/holds', HOLDS);
      return items.length === 0 ? 'Säilytysmääräyksiä ei ole.' : items.map(holdLine).join('\n');
    });
  },
};

import { loadConfiguration } from '#configuration';
import { explainPlan, helsinkiDay } from '#domain';
import { EXIT, UsageFault, exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { planned, practiceFor, readDecisionFile } from '../decision-file.js';
import { explanationText } from '../explain/explanation-text.js';

export const practiceExplain: Command = {
  name: 'practice explain',
  summary: 'Kertoo sääntö säännöltä, miksi päätöksestä tulee tai ei tule kirjaustehtävä',
  usage: '<tiimi> <päätös.json> [--config <kansio>] [--json]',

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      config: { type: 'string', default: 'config' },
      json: { type: 'boolean', default: false },
    });
    const [team = '', file = ''] = exactly(positionals, 2);
    const { practices, endpoints } = loadConfiguration(values.config, {});
    if (!practices.has(team)) {
      throw new UsageFault(`Tiimiä ${team} ei ole. Tiimit: ${[...practices.keys()].join(', ')}`);
    }
    // Another team's decision, as this team's practice would take it.
    const decision = { ...readDecisionFile(file), team };
    const practice = practiceFor(decision, practices);
    const today = helsinkiDay(io.now());
    const explanation = planned(() => explainPlan({ decision, practice, endpoints, today, withdrawals: [] }));
    io.out(values.json ? JSON.stringify(explanation, undefined, 2) : explanationText(explanation));
    return EXIT.right;
  },
};

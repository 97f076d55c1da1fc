import { loadConfiguration } from '#configuration';
import { EXIT, exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';

export const practiceCheck: Command = {
  name: 'practice check',
  summary: 'Tarkistaa kaikkien tiimien kirjauskäytännöt ja kertoo jokaisen virheen paikan',
  usage: '[--config <kansio>]',

  /** Faults are thrown by the configuration's own reading, so that what passes here also starts. */
  async run(args, io) {
    const { values, positionals } = readArgs(args, { config: { type: 'string', default: 'config' } });
    exactly(positionals, 0);
    const { practices } = loadConfiguration(values.config, {});
    for (const { team, name, version, rules } of practices.values()) {
      io.out(`${team}: ${name}, versio ${version}, sääntöjä ${rules.length}`);
    }
    io.out(`Kunnossa: ${practices.size} tiimin kirjauskäytännöt.`);
    return EXIT.right;
  },
};

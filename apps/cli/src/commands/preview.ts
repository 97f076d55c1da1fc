import { loadConfiguration } from '#configuration';
import { previewDecision } from '#domain';
import type { Preview, PreviewedTask } from '#domain';
import { EXIT, exactly, readArgs } from '../command.js';
import type { Command } from '../command.js';
import { planned, practiceFor, readDecisionFile } from '../decision-file.js';
import { CHANNEL_WORDS, REASON_WORDS, STATE_WORDS } from '../words.js';

export const preview: Command = {
  name: 'preview',
  summary: 'Näyttää, mitä kirjaustehtäviä päätöksestä tulisi ja mitä niissä lukisi; mitään ei tallenneta',
  usage: '<päätös.json> [--config <kansio>] [--json]',

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      config: { type: 'string', default: 'config' },
      json: { type: 'boolean', default: false },
    });
    const [file = ''] = exactly(positionals, 1);
    const { practices, endpoints } = loadConfiguration(values.config, {});
    const decision = readDecisionFile(file);
    const practice = practiceFor(decision, practices);
    const shown = planned(() => previewDecision(decision, { practice, endpoints, now: io.now() }));
    io.out(values.json ? JSON.stringify(shown, undefined, 2) : textOf(shown));
    return EXIT.right;
  },
};

function textOf({ decision, tasks, warnings }: Preview): string {
  const { team, decisionId, version } = decision;
  return [
    `${team}, päätös ${decisionId}, versio ${version}: kirjaustehtäviä ${tasks.length}`,
    ...tasks.flatMap((task, index) => ['', ...taskLines(task, index + 1)]),
    ...(warnings.length === 0 ? [] : ['', `Varoitukset: ${warnings.join(', ')}`]),
  ].join('\n');
}

function taskLines(task: PreviewedTask, number: number): readonly string[] {
  const { system, record, recorder, onBehalfOf, channel, state, reason, dueAt, text } = task;
  const why = reason === undefined ? '' : ` (${REASON_WORDS[reason]})`;
  return [
    `${number}. ${system} / ${record}: ${STATE_WORDS[state]}${why}`,
    `   kirjaaja ${recorder}, ${CHANNEL_WORDS[channel]}, puolesta ${onBehalfOf.join(', ')}, määräaika ${dueAt}`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `   | ${line}`.trimEnd()),
  ];
}

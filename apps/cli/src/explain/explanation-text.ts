import { FINNISH_WORDS, isAutomaticSystem } from '#domain';
import type {
  ConsentExplanation,
  DestinationExplanation,
  OwnSystemsForce,
  PlanExplanation,
  RuleCondition,
  RuleExplanation,
  TaskExplanation,
} from '#domain';
import { CHANNEL_WORDS, REASON_WORDS } from '../words.js';
import { personLines } from './person-lines.js';

/** The explanation as a person reads it, in Finnish; participants by their ids and roles. */
export function explanationText(explanation: PlanExplanation): string {
  const { team, decisionId, version, practiceVersion, isAnonymous, rules, warnings } = explanation;
  return [
    `${team}, päätös ${decisionId}, versio ${version} (kirjauskäytäntö ${practiceVersion})`,
    ...(isAnonymous
      ? ['', 'Anonyymi konsultaatio: kirjaustehtäviä ei tule.']
      : [...rules.flatMap((rule) => ['', ...ruleLines(rule)]), '', ...ownSystemLines(explanation)]),
    '',
    `Varoitukset: ${warnings.length === 0 ? 'ei ole' : warnings.join(', ')}`,
  ].join('\n');
}

function ruleLines(rule: RuleExplanation): readonly string[] {
  const { failing, tried, task, warnings } = rule;
  return [
    `Sääntö ${rule.rule} (${FINNISH_WORDS.titles[rule.record]})`,
    ...(failing === undefined ? [] : [`  ei tehtävää: ${CONDITION_WORDS[failing]}`]),
    ...tried.flatMap((destination) => destinationLines(destination)),
    ...(task === undefined ? [] : taskLines(task)),
    ...warnings.map((warning) => `  varoitus: ${warning}`),
  ];
}

const CONDITION_WORDS: Readonly<Record<RuleCondition, string>> = {
  'record-in-decision': 'päätöksessä ei ole sitä, mistä kirjaus tehtäisiin',
  handling: 'sääntö ei koske tätä käsittelytapaa',
  attends: 'säännön edellyttämä ammattilainen ei ole mukana',
  'typ-client': 'sääntö riippuu siitä, onko asiakas TYP-asiakas',
};

function destinationLines({
  system,
  candidates,
  chosen,
  isProhibited,
}: DestinationExplanation): readonly string[] {
  const where = system === 'own' ? 'kirjaajan oma järjestelmä' : system;
  const people = candidates.map(
    ({ participant, role, holdsRight }) =>
      `${participant} (${FINNISH_WORDS.roles[role]}, ${holdsRight ? 'oikeus on' : 'ei oikeutta'})`,
  );
  return [
    `  kohde ${where}; ehdokkaat: ${people.length === 0 ? 'ei ketään' : people.join(', ')}`,
    ...(chosen === undefined ? ['  ei tehtävää tähän: kirjaajaa ei löytynyt'] : []),
    ...(isProhibited ? ['  ei tehtävää: kirjauskäytäntö kieltää tämän kirjauksen, ja kielto voittaa'] : []),
  ];
}

export function taskLines(task: TaskExplanation): readonly string[] {
  const { system, endpoint, record, recorder, channel, onBehalfOf, after, visibleToClient, dueAt } = task;
  return [
    `  TEHTÄVÄ ${system}/${record}: kirjaaja ${recorder}, ${CHANNEL_WORDS[channel]}, asennus ${endpoint}`,
    `    puolesta ${onBehalfOf.join(', ')}; määräaika ${dueAt}${visibleToClient ? '; näkyy asiakkaalle' : ''}`,
    ...(channel === 'manual' && isAutomaticSystem(system)
      ? [`    käsin, koska kenelläkään ehdokkaista ei ole oikeutta järjestelmään ${system}`]
      : []),
    ...(after.length === 0 ? [] : [`    vasta kun on kirjattu: ${after.join(', ')}`]),
    `    suostumus: ${CONSENT_WORDS[task.consent]}${isWithheld(task) ? ': PIDÄTETÄÄN' : ''}`,
  ];
}

const CONSENT_WORDS: Readonly<Record<ConsentExplanation, string>> = {
  ...REASON_WORDS,
  holds: 'kunnossa',
  'not-required': 'tiimi ei edellytä',
  'never-held-back': 'tätä kirjausta ei koskaan pidätetä suostumuksen takia',
};

const isWithheld = ({ consent }: TaskExplanation): boolean => consent in REASON_WORDS;

function ownSystemLines({ ownSystems }: PlanExplanation): readonly string[] {
  return [
    `Kukin kirjaa omaan järjestelmäänsä: ${FORCE_WORDS[ownSystems.force]}`,
    ...ownSystems.persons.flatMap((person) => personLines(person, taskLines)),
  ];
}

const FORCE_WORDS: Readonly<Record<OwnSystemsForce, string>> = {
  'in-force': 'voimassa',
  'not-in-practice': 'ei ole tiimin kirjauskäytännössä',
  'not-in-this-handling': 'ei ole voimassa tässä käsittelytavassa',
};

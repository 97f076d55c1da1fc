import { FINNISH_WORDS } from '#domain';
import type { OwnSystemExplanation, TaskExplanation } from '#domain';

/** What the own-systems rule means for one participant. */
export function personLines(
  person: OwnSystemExplanation,
  taskLines: (task: TaskExplanation) => readonly string[],
): readonly string[] {
  const { participant, role } = person;
  return [
    `  ${participant} (${FINNISH_WORDS.roles[role]}): ${outcomeWords(person)}`,
    ...(person.outcome === 'task' ? taskLines(person.task).map((line) => `  ${line}`) : []),
  ];
}

function outcomeWords(person: OwnSystemExplanation): string {
  switch (person.outcome) {
    case 'did-not-attend':
      return 'ei velvollisuutta, koska ei ollut mukana';
    case 'no-own-system':
      return 'ei velvollisuutta, koska roolilla ei ole omaa järjestelmää';
    case 'prohibited':
      return `ei tehtävää: kirjauskäytäntö kieltää kirjauksen järjestelmään ${person.system}`;
    case 'fulfilled-by-rule':
      return `velvollisuus täyttyy säännön ${person.rule} kirjauksella järjestelmään ${person.system}`;
    case 'given-by-rule':
      return `sama käsin tehtävä kirjaus järjestelmään ${person.system} tulee jo toisesta säännöstä`;
    case 'task':
      return `kirjaus järjestelmään ${person.system}`;
  }
}

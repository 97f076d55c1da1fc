import { CONSOLE_WORDS, PRACTICES_TEXTS, RECORD_WORDS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { OWN_SYSTEM } from '#domain';
import type { Candidate, Destination, OwnSystem, Rule } from '#domain';

/** Who records, in the order in which they are asked. */
export function recorderWords({ recorders }: Pick<Destination, 'recorders'>, language: TextLanguage): string {
  const texts = PRACTICES_TEXTS[language];
  const names = recorders.map((one) => candidateWords(one, language));
  return names.reduceRight((later, first) => texts.inOrder(first, later));
}

function candidateWords(candidate: Candidate, language: TextLanguage): string {
  const texts = PRACTICES_TEXTS[language];
  if ('function' in candidate) return texts.functions[candidate.function];
  if ('person' in candidate) return texts.persons[candidate.person];
  const role = RECORD_WORDS[language].roles[candidate.role];
  return candidate.onlyWithRight === true ? texts.withRight(role) : role;
}

export function systemWords({ system }: Pick<Destination, 'system'>, language: TextLanguage): string {
  return system === OWN_SYSTEM
    ? PRACTICES_TEXTS[language].ownSystem
    : CONSOLE_WORDS[language].systems[system];
}

/** All that must hold; none for a rule that always applies. */
export function conditionWords({ when }: Pick<Rule, 'when'>, language: TextLanguage): readonly string[] {
  const { conditions } = PRACTICES_TEXTS[language];
  const { handlings, roles } = RECORD_WORDS[language];
  return [
    ...typClientWords(when.typClient, language),
    ...(when.handling === undefined
      ? []
      : [conditions.handling(when.handling.map((one) => handlings[one]).join(', '))]),
    ...(when.attends === undefined ? [] : [conditions.attends(roles[when.attends])]),
  ];
}

function typClientWords(typClient: boolean | undefined, language: TextLanguage): readonly string[] {
  const { conditions } = PRACTICES_TEXTS[language];
  if (typClient === undefined) return [];
  return [typClient ? conditions.typClient : conditions.noTypClient];
}

/** What else the rule says of its record. */
export function furtherWords(
  { after, visibleToClient, carries }: Pick<Rule, 'after' | 'visibleToClient' | 'carries'>,
  language: TextLanguage,
): readonly string[] {
  const texts = PRACTICES_TEXTS[language];
  return [
    ...(after.length === 0 ? [] : [texts.after(after.join(', '))]),
    ...(visibleToClient ? [texts.visibleToClient] : []),
    ...(carries === undefined ? [] : [texts.carries[carries]]),
  ];
}

/** A role's own systems: the first whose conditions hold is it. */
export function ownSystemWords(systems: readonly OwnSystem[], language: TextLanguage): string {
  const texts = PRACTICES_TEXTS[language];
  const names = systems.map((one) => {
    const name = CONSOLE_WORDS[language].systems[one.system];
    const conditions = typClientWords(one.typClient, language).join(', ');
    const withRight = one.withRight === true ? texts.rightNeeded : '';
    const all = [conditions, withRight].filter((part) => part !== '').join(', ');
    return all === '' ? name : `${name} (${all})`;
  });
  return names.length === 0 ? texts.noDuty : names.reduceRight((later, first) => texts.inOrder(first, later));
}

import { QUEUES_TEXTS, REPAIRS_TEXTS } from '#console-texts';
import type { ConsoleWords, Formats, QueuesTexts, RepairsTexts } from '#console-texts';
import { isJsonObject } from '../../intake/json/json-value.js';
import { usePage } from '../frame/page-context.js';
import { FILTER_FIELDS } from './filter-fields.js';
import type { FilterField } from './filter-fields.js';

interface Wording {
  readonly repairs: RepairsTexts;
  readonly queues: QueuesTexts;
  readonly words: ConsoleWords;
  readonly formats: Formats;
}

/** Which tasks, one condition a line; all of them hold. @param filter as the interface for programs has it */
export function FilterWords({ filter }: { readonly filter: unknown }) {
  const { language, words, formats } = usePage();
  const wording = { repairs: REPAIRS_TEXTS[language], queues: QUEUES_TEXTS[language], words, formats };
  return (
    <ul class="links">
      {conditionsOf(filter, wording).map((condition) => (
        <li key={condition}>{condition}</li>
      ))}
    </ul>
  );
}

function conditionsOf(filter: unknown, wording: Wording): string[] {
  if (!isJsonObject(filter)) return [];
  const { filterPart, filter: names, or } = wording.repairs;
  return FILTER_FIELDS.flatMap((field) => {
    const values = [filter[field]].flat().filter((value) => typeof value === 'string');
    if (values.length === 0) return [];
    return [filterPart(names[field], values.map((value) => wordOf(field, value, wording)).join(or))];
  });
}

function wordOf(field: FilterField, value: string, { queues, words, formats }: Wording): string {
  switch (field) {
    case 'systems':
      return wordIn(words.systems, value);
    case 'states':
      return wordIn(words.states, value);
    case 'reasons':
      return wordIn(words.reasons, value);
    case 'outcome':
      return wordIn(queues.outcomes, value);
    case 'from':
    case 'to':
      return formats.dateTime(new Date(value));
    case 'endpoints':
    case 'teams':
    case 'code':
      return value;
  }
}

const wordIn = (words: Readonly<Record<string, string>>, value: string): string =>
  Object.hasOwn(words, value) ? (words[value] ?? value) : value;

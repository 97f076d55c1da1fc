import type { ContentDomain, Decision, Practice } from '#domain';
import { ENDPOINTS } from '../histories/teams.js';
import type { DigestedDuty } from '../simulated-domain.js';
import type { PlanInForce } from '../world/decision-book.js';
import { Violation } from '../world/violation.js';

interface Item {
  readonly domain: ContentDomain;
  readonly text: string;
  readonly service?: string;
}

/** Every item is in a record, or told of; and none is where its domain may not go (teams.md, data minimisation). */
export function checkContents(decision: Decision, { duties, practice, warnings }: PlanInForce): void {
  const told = duties.map((duty) => ({ duty, text: JSON.stringify(duty.content) }));
  const items: readonly Item[] = [...(decision.recommendations ?? []), ...(decision.measures ?? [])];
  for (const item of items) {
    const marks = [item.text, ...(item.service === undefined ? [] : [item.service])];
    const isCarried = told.some(({ text }) => marks.some((mark) => text.includes(`"${mark}"`)));
    if (!isCarried && !warnings.includes(`content-not-recorded:${item.domain}`)) {
      throw new Violation('content-not-explained', `no record has ${item.text}, and no warning says so`);
    }
    for (const { duty, text } of told) {
      if (text.includes(`"${item.text}"`) && !mayHave(duty, item, practice)) {
        throw new Violation('content-where-it-may-not-be', `${item.text} goes to ${duty.endpoint}`);
      }
    }
  }
}

function mayHave({ endpoint, rule }: DigestedDuty, { domain, service }: Item, practice: Practice): boolean {
  const policy = ENDPOINTS.find(({ id }) => id === endpoint)?.content;
  if (policy?.domains.includes(domain) === true) return true;
  const carries = practice.rules.find(({ id }) => `${practice.team}/${id}` === rule)?.carries;
  return service !== undefined && carries === 'every';
}

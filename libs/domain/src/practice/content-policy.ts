import type { ContentDomain, Sector, System } from '../words.js';

/** What a record system may be told, and to which sector of the consent it belongs. */
export interface ContentPolicy {
  readonly sector: Sector;
  readonly domains: readonly ContentDomain[];
  /** The plan's work ability statement, health information of another domain notwithstanding. */
  readonly workAbilityStatement: boolean;
}

const HEALTH: ContentPolicy = policy('health', ['general', 'health']);

/** `contract/teams.md`, "What may go where"; an endpoint may differ. */
export const DEFAULT_CONTENT_POLICIES: Readonly<Record<System, ContentPolicy>> = {
  lifecare: HEALTH,
  pegasos: HEALTH,
  kanta: HEALTH,
  proconsona: policy('social', ['general', 'social']),
  typ: { ...policy('employment', ['general', 'employment']), workAbilityStatement: true },
  'sofia-crm': policy('employment', ['general', 'employment']),
  ura: policy('employment', ['general', 'employment']),
  kela: policy('benefits', ['general', 'benefits']),
  other: policy('other', ['general']),
};

function policy(sector: Sector, domains: readonly ContentDomain[]): ContentPolicy {
  return { sector, domains, workAbilityStatement: false };
}

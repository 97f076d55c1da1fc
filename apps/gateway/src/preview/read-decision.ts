import type { Decision } from '#domain';
import type { Principal } from '#security';
import type { GatewayConfig, SenderConfig } from '../gateway.config.js';
import { Problem } from '../http/problem.js';
import { DECISION_MADE } from '../intake/envelope/cloud-event.js';
import type { ReceivedEvent } from '../intake/envelope/cloud-event.js';
import { isJsonObject } from '../intake/json/json-value.js';
import type { JsonObject } from '../intake/json/json-value.js';
import { parseStrictJson } from '../intake/json/parse-strict-json.js';
import { judgeEvent } from '../intake/judge-event.js';
import type { PracticeDirectory } from '../intake/practice-directory.js';

/** Where a decision stands in an event. */
const DATA = '/data';

/**
 * Reads a bare decision and judges it as intake would judge the event that brings it: same checks, same codes.
 * @throws Problem with paths into the decision
 */
export function readDecision(
  body: Buffer,
  { teams }: Pick<Principal, 'teams'>,
  { practices, config }: { readonly practices: PracticeDirectory; readonly config: GatewayConfig },
): Decision {
  const parsed = parseStrictJson(body);
  if ('fault' in parsed) throw new Problem(parsed.fault);
  if (!isJsonObject(parsed.value)) throw new Problem('invalid', { errors: [{ path: '', code: 'type' }] });
  const judged = judgeEvent(eventOf(parsed.value), senderFor(teams), practices, config);
  if (judged instanceof Problem) throw fromDecision(judged);
  if (judged.type !== DECISION_MADE) throw new Problem('internal');
  return judged.data;
}

/** Of the envelope intake's judgement sees the type alone. */
const eventOf = (data: JsonObject): ReceivedEvent => ({
  specversion: '1.0',
  id: 'preview',
  source: '/preview',
  type: DECISION_MADE,
  time: '',
  data,
});

/** The bearer stands for its teams as a sender does. */
const senderFor = (teams: Principal['teams']): SenderConfig => ({
  name: 'preview',
  keys: [],
  teams: teams === 'all' ? '*' : [...teams],
  rate: { perSecond: 0, burst: 0 },
});

function fromDecision({ code, details }: Problem): Problem {
  const errors = details.errors?.map(({ path, code: fault }) => ({
    path: path.startsWith(DATA) ? path.slice(DATA.length) : path,
    code: fault,
  }));
  return new Problem(code, errors === undefined ? details : { ...details, errors });
}

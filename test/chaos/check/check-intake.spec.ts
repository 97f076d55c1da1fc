import { History } from '../load/history.js';
import { KAARINA } from '../load/templates.js';
import { checkIntake } from './check-intake.js';
import type { Picture } from './picture.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 2, 10, 0, second));

const nothing: Picture = {
  takenAt: at(10),
  tasks: [],
  attempts: [],
  audit: [],
  events: [],
  journals: new Map(),
};

function acknowledged(second: number): History {
  const history = new History();
  const event = { specversion: '1.0', id: 'e-1', source: 's', type: 't', time: '', data: {} };
  const sent = { event, kind: 'made' as const, version: 1, firstSentAt: at(0), tries: 1, answers: [] };
  history.decisions.push({
    n: 0,
    template: KAARINA,
    team: 'kaarina',
    decisionId: 'CHAOS-0',
    client: 'nobody',
    events: [{ ...sent, acknowledgedAt: at(second) }],
  });
  return history;
}

describe('an event that was acknowledged', () => {
  it('is missed in a ledger that was looked at later', () => {
    expect(checkIntake(acknowledged(9), nothing).map(({ rule }) => rule)).toEqual(['acknowledged-and-lost']);
  });

  it('cannot be in one that was looked at before', () => {
    expect(checkIntake(acknowledged(11), nothing)).toEqual([]);
  });
});

import type { PriorState } from '#ledger';
import { judgeVersion } from './judge-version.js';
import type { Candidate } from './judge-version.js';

const digest = (text: string): Buffer => Buffer.from(text);

const candidate = (differences: Partial<Candidate> = {}): Candidate => ({
  version: 2,
  bodyDigest: digest('body'),
  dataDigest: digest('data'),
  clientKeyId: 'client',
  ...differences,
});

const known = (differences: Partial<NonNullable<PriorState['decision']>> = {}): PriorState['decision'] => ({
  id: 'row',
  version: 1,
  cancelled: false,
  erased: false,
  clientKeyId: 'client',
  dataDigest: digest('older data'),
  newestEvent: 'event-of-1',
  ...differences,
});

const sameId = (bodyDigest: Buffer): PriorState['sameId'] => ({
  answeredBy: 'event-x',
  bodyDigest,
  version: 1,
});
const decision = known();

const prior = (parts: { decision?: PriorState['decision']; sameId?: PriorState['sameId'] }): PriorState => ({
  ...(parts.decision === undefined ? {} : { decision: parts.decision }),
  ...(parts.sameId === undefined ? {} : { sameId: parts.sameId }),
});

describe('judging a version', () => {
  it('takes a first version, and the next one', () => {
    expect(judgeVersion(candidate({ version: 1 }), prior({}))).toEqual({ kind: 'take' });
    expect(judgeVersion(candidate(), prior({ decision }))).toEqual({ kind: 'take' });
  });

  it.each<[string, Candidate, PriorState, string]>([
    ['a first version above 1', candidate(), prior({}), 'version-gap'],
    ['a version that leaves one out', candidate({ version: 3 }), prior({ decision }), 'version-gap'],
    [
      'the newest version with other content',
      candidate({ version: 1 }),
      prior({ decision }),
      'version-exists',
    ],
    [
      'an older version',
      candidate({ version: 1 }),
      prior({ decision: known({ version: 2 }) }),
      'version-not-newest',
    ],
    [
      'a correction with another client',
      candidate({ clientKeyId: 'other' }),
      prior({ decision }),
      'client-changed',
    ],
    [
      'a correction whose client disappeared',
      candidate({ clientKeyId: undefined }),
      prior({ decision }),
      'client-changed',
    ],
    [
      'a version of a cancelled decision',
      candidate({ version: 7 }),
      prior({ decision: known({ cancelled: true }) }),
      'decision-cancelled',
    ],
    [
      'the id of another event',
      candidate(),
      prior({ decision, sameId: sameId(digest('other')) }),
      'event-id-reused',
    ],
    [
      'the id of another event, before a cancelled decision',
      candidate(),
      prior({ decision: known({ cancelled: true }), sameId: sameId(digest('other')) }),
      'event-id-reused',
    ],
    [
      'another client, before the id of another event',
      candidate({ clientKeyId: 'other' }),
      prior({ decision, sameId: sameId(digest('other')) }),
      'client-changed',
    ],
  ])('refuses %s', (_what, event, state, code) => {
    expect(judgeVersion(event, state)).toEqual({ kind: 'refuse', code });
  });

  it('answers the same bytes as before, whatever happened since', () => {
    const state = prior({ decision: known({ cancelled: true, version: 5 }), sameId: sameId(digest('body')) });
    expect(judgeVersion(candidate({ clientKeyId: 'other' }), state)).toEqual({
      kind: 'repeat',
      answeredBy: 'event-x',
      version: 1,
      underNewId: false,
    });
  });

  it('answers the newest content under another id as its first event was', () => {
    const state = prior({ decision: known({ dataDigest: digest('data') }) });
    expect(judgeVersion(candidate({ version: 1 }), state)).toEqual({
      kind: 'repeat',
      answeredBy: 'event-of-1',
      version: 1,
      underNewId: true,
    });
  });
});

import { seriesOf } from '#domain';
import type { ActResult, TrackedTask, Transition } from '#domain';
import { THE_DOMAIN } from './simulated-domain.js';
import type { SimulatedDomain } from './simulated-domain.js';

/** A defect that the domain could have: other functions in the place of right ones. */
type Defect = (right: SimulatedDomain) => Partial<SimulatedDomain>;

const mapTransitions = (result: ActResult, change: (one: Transition) => Transition): ActResult =>
  result.kind === 'done' ? { ...result, transitions: result.transitions.map(change) } : result;

/** The tasks as one sees them who takes older open ones of the same series for done. */
const blindForOlder = (task: TrackedTask, tasks: readonly TrackedTask[]): readonly TrackedTask[] =>
  tasks.map((other) =>
    other.id !== task.id && seriesOf(other) === seriesOf(task) && other.operation !== 'nullify'
      ? { ...other, state: 'superseded' }
      : other,
  );

/** Each must be found: a rig that finds none of them would find nothing else either. */
export const PLANTED_BUGS: Readonly<Record<string, Defect>> = {
  'sends again blindly after an unclear outcome': ({ settleWrite }) => ({
    settleWrite: (task, result, ...rest) =>
      settleWrite(task, result.kind === 'unknown' ? { kind: 'not-now', sent: true } : result, ...rest),
  }),
  'believes an absence at once': ({ settleLookUp }) => ({
    settleLookUp: (task, ...rest) => settleLookUp({ ...task, absences: 1 }, ...rest),
  }),
  'sends again when a worker died': ({ afterDeath }) => ({
    afterDeath: (task, deaths, policy, surroundings) => {
      const lost = afterDeath(task, deaths, policy, surroundings);
      return lost.task.state === 'unknown' && task.state === 'recording'
        ? { ...lost, task: { ...lost.task, state: 'retrying', sent: false } }
        : lost;
    },
  }),
  'takes a receipt for a confirmation': ({ settleWrite }) => ({
    settleWrite: (task, result, policy, surroundings) => {
      const settled = settleWrite(task, result, policy, surroundings);
      const { task: next } = settled;
      return next.state === 'unconfirmed'
        ? { task: { ...next, state: 'confirmed' }, event: 'task.confirmed' }
        : settled;
    },
  }),
  'confirms whatever is found': ({ settleLookUp }) => ({
    settleLookUp: (task, result, ...rest) =>
      settleLookUp(task, result.kind === 'found' ? { ...result, matches: true } : result, ...rest),
  }),
  'looks at the consent only when it plans': ({ openAttempt }) => ({
    openAttempt: (task, facts, surroundings) =>
      openAttempt(task, { ...facts, consent: undefined }, surroundings),
  }),
  'takes no notice of withdrawals': ({ firstFailingConsentTest, planDuties }) => ({
    planWithdrawal: () => [],
    firstFailingConsentTest: (question) => firstFailingConsentTest({ ...question, withdrawals: [] }),
    planDuties: (input) => planDuties({ ...input, withdrawals: [] }),
  }),
  'forgives a withdrawal when a version repeats the consent': ({ planDuties, firstFailingConsentTest }) => ({
    planDuties: (input) => planDuties({ ...input, withdrawals: [] }),
    firstFailingConsentTest: (question) => firstFailingConsentTest({ ...question, withdrawals: [] }),
  }),
  'leaves a person their task when the consent is withdrawn': ({ planWithdrawal }) => ({
    planWithdrawal: (tasks, scope) =>
      planWithdrawal(
        tasks.filter(({ state }) => state !== 'awaiting-person'),
        scope,
      ),
  }),
  'withdraws one sector as if it were another': ({ planWithdrawal }) => ({
    planWithdrawal: (tasks, scope) =>
      planWithdrawal(tasks, scope.covers === undefined ? scope : { ...scope, covers: ['other'] }),
  }),
  'does not wait for the older version': ({ openAttempt, releaseWaiting }) => ({
    openAttempt: (task, facts, surroundings) =>
      openAttempt(task, { ...facts, tasks: blindForOlder(task, facts.tasks) }, surroundings),
    releaseWaiting: (tasks, isInstalled, at) =>
      tasks.flatMap((task) =>
        releaseWaiting(blindForOlder(task, tasks), isInstalled, at).filter((one) => one.task.id === task.id),
      ),
  }),
  'does not wait for predecessors': ({ openAttempt, releaseWaiting }) => ({
    openAttempt: (task, facts, surroundings) => openAttempt({ ...task, after: [] }, facts, surroundings),
    releaseWaiting: (tasks, ...rest) =>
      releaseWaiting(
        tasks.map((task) => ({ ...task, after: task.operation === 'nullify' ? task.after : [] })),
        ...rest,
      ),
  }),
  'replaces what is not there, after a nullify': ({ releaseWaiting, planChanges }) => ({
    planChanges: (state, duties) => {
      const planned = planChanges(state, duties);
      const known = new Set(state.tasks.map(seriesOf));
      const additions = planned.additions.map((addition) =>
        addition.operation === 'create' && known.has(seriesOf(addition.duty))
          ? { ...addition, operation: 'replace' as const }
          : addition,
      );
      return { ...planned, additions };
    },
    releaseWaiting: (tasks, ...rest) =>
      releaseWaiting(tasks, ...rest).map((step) => {
        const planned = tasks.find(({ id }) => id === step.task.id)?.operation ?? step.task.operation;
        return step.task.operation === 'create'
          ? { ...step, task: { ...step.task, operation: planned } }
          : step;
      }),
  }),
  'supersedes what was sent': ({ planChanges }) => ({
    planChanges: (state, duties) => {
      const planned = planChanges(state, duties);
      const replaced = new Set(
        planned.additions.flatMap((one) => (one.operation === 'replace' ? seriesOf(one.duty) : [])),
      );
      const sent = state.tasks.filter((task) => task.state === 'unknown' && replaced.has(seriesOf(task)));
      const superseded = sent.map((task): Transition => ({
        task: { ...task, state: 'superseded', reason: 'newer-version', sent: false },
        event: 'task.superseded',
      }));
      return { ...planned, transitions: [...planned.transitions, ...superseded] };
    },
  }),
  'leaves standing what nobody has the duty of any more': ({ planChanges }) => ({
    planChanges: (state, duties) => {
      const planned = planChanges(state, duties);
      return { ...planned, additions: planned.additions.filter(({ operation }) => operation !== 'nullify') };
    },
  }),
  'replaces with every version': ({ planChanges }) => ({
    planChanges: (state, duties) => {
      const confused = state.tasks.map((task) => ({ ...task, contentDigest: `${task.contentDigest}?` }));
      return planChanges({ ...state, tasks: confused }, duties);
    },
  }),
  'writes the older version though a newer one waits, or the decision is cancelled': () => ({
    endIfOvertaken: (transition) => transition,
  }),
  'forgets what waits for a person when the decision is cancelled': ({ planCancellation }) => ({
    planCancellation: (tasks, setting) => {
      const planned = planCancellation(tasks, setting);
      const kept = planned.transitions.filter(
        ({ task }) => tasks.find(({ id }) => id === task.id)?.state !== 'awaiting-person',
      );
      return { ...planned, transitions: kept };
    },
  }),
  'does not nullify what was unclear at the cancellation': ({ planCancellation }) => ({
    planCancellation: (tasks, setting) => {
      const planned = planCancellation(tasks, setting);
      const additions = planned.additions.filter(({ written }) => written.state !== 'unknown');
      return { ...planned, additions };
    },
  }),
  'nullifies in the order of recording': ({ planCancellation }) => ({
    planCancellation: (tasks, setting) => {
      const planned = planCancellation(tasks, setting);
      return { ...planned, additions: planned.additions.map((one) => ({ ...one, after: [] })) };
    },
  }),
  'holds a nullify back for consent': ({ openAttempt }) => ({
    openAttempt: (task, facts, surroundings) =>
      openAttempt(
        task,
        task.operation === 'nullify' && facts.tasks.some(({ reason }) => reason === 'consent-withdrawn')
          ? { ...facts, consent: 'consent-withdrawn' }
          : facts,
        surroundings,
      ),
  }),
  'takes a nullify that is not there for done': ({ settleLookUp }) => ({
    settleLookUp: (task, result, ...rest) => {
      const recorded = { targetId: 'none', targetVersion: '0' };
      const isNullify = task.operation === 'nullify' && result.kind === 'absent';
      return settleLookUp(task, isNullify ? { kind: 'found', matches: true, recorded } : result, ...rest);
    },
  }),
  'leaves the adapter its job when a person takes over': ({ openAttempt, takeOver }) => ({
    takeOver: (task, setting) =>
      mapTransitions(takeOver(task, setting), (one) => ({ ...one, wakeAt: setting.now })),
    openAttempt: (task, facts, surroundings) =>
      openAttempt(
        task.state === 'awaiting-person' ? { ...task, state: 'queued', channel: 'automatic' } : task,
        facts,
        surroundings,
      ),
  }),
  'asks the person at once who takes over in the middle of a send': ({ takeOver }) => ({
    takeOver: (task, setting) =>
      mapTransitions(takeOver(task, setting), (one) =>
        one.task.id === task.id && one.task.state === 'unknown'
          ? { event: one.event, task: { ...one.task, state: 'awaiting-person' } }
          : one,
      ),
  }),
  'gives a task back without a look': ({ giveBack }) => ({
    giveBack: (task, facts, setting) => giveBack({ ...task, sent: false }, facts, setting),
  }),
  'retries by hand without a look': ({ retryNow }) => ({
    retryNow: (task, setting) => retryNow({ ...task, sent: false }, setting),
  }),
  'lets an older attempt speak': () => ({ isOurs: () => true }),
  'takes any job for the newest': ({ openAttempt }) => ({
    openAttempt: (task, facts, surroundings) =>
      openAttempt(task, { ...facts, generation: task.generation }, surroundings),
  }),
  'leaves what cannot be recorded standing in the way': ({ acknowledge }) => ({
    acknowledge: (task, said, setting) => {
      const result = acknowledge(task, said, setting);
      if (said.outcome !== 'cannot-record' || result.kind === 'refused') return result;
      const { reason: _other, ...rest } = task;
      const left = { ...rest, channel: 'manual', state: 'needs-attention' } as const;
      const step = {
        task: { ...left, reason: 'person-cannot-record' },
        event: 'task.needs-attention',
      } as const;
      return { kind: 'done', transitions: [step] };
    },
  }),
  'acknowledges what waits for an older version': ({ acknowledge }) => ({
    acknowledge: (task, said, setting) => acknowledge({ ...task, attempts: 1 }, said, setting),
  }),
  'leaves what waits for an acknowledgement free when it is undone': ({ undoAcknowledgement }) => ({
    undoAcknowledgement: (task, facts, setting) => {
      const result = undoAcknowledgement(task, facts, setting);
      return result.kind === 'done' ? { ...result, transitions: result.transitions.slice(0, 1) } : result;
    },
  }),
  'never frees what waits': () => ({ releaseWaiting: () => [] }),
  'tells every system everything': ({ planDuties }) => ({
    planDuties: (input) =>
      planDuties({
        ...input,
        endpoints: input.endpoints.map((endpoint) => ({
          ...endpoint,
          content: {
            ...endpoint.content,
            domains: ['general', 'health', 'social', 'employment', 'benefits'],
          },
        })),
      }),
  }),
  'drops an item without a word': ({ planDuties }) => ({
    planDuties: (input) => {
      const plan = planDuties(input);
      return { ...plan, warnings: plan.warnings.filter((one) => !one.startsWith('content-not-recorded')) };
    },
  }),
  'ends without saying why': ({ endIfOvertaken }) => ({
    endIfOvertaken: (...given) => {
      const ended = endIfOvertaken(...given);
      const { reason: _left, ...task } = ended.task;
      return ended.task.state === 'superseded' ? { ...ended, task } : ended;
    },
  }),
};

export const withBug = (defect: Defect): SimulatedDomain => ({ ...THE_DOMAIN, ...defect(THE_DOMAIN) });

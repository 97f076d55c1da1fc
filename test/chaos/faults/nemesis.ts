import { setTimeout as delay } from 'node:timers/promises';
import type { History } from '../load/history.js';
import type { Random } from '../random.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import { ENGINE_FAULTS } from './engine-faults.js';
import type { Fault, FaultScene } from './fault.js';
import { JOB_FAULTS } from './job-faults.js';
import { LINK_FAULTS } from './link-faults.js';
import { PROCESS_FAULTS } from './process-faults.js';
import { STAND_IN_FAULTS } from './stand-in-faults.js';

export const ALL_FAULTS: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...ENGINE_FAULTS,
  ...LINK_FAULTS,
  ...STAND_IN_FAULTS,
  ...JOB_FAULTS,
];

export interface NemesisOptions {
  readonly system: ChaosSystem;
  readonly history: History;
  readonly random: Random;
  /** Mean time from one fault to the next, ms. */
  readonly everyMs: number;
  /** Faults that may be going on at the same time. */
  readonly atOnce: number;
}

/** Does one fault after another, as chance will have it, until it is stopped; then everything is put right. */
export class Nemesis {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private readonly busy = new Set<string>();
  /** Faults that the rig itself could not do: a fault of the rig, never of the system. */
  readonly failures: string[] = [];

  constructor(private readonly options: NemesisOptions) {
    this.running = this.run();
  }

  /** Ends the faults, and puts everything right. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await healAll(this.options.system);
  }

  private async run(): Promise<void> {
    const { random, everyMs, atOnce } = this.options;
    const doing = new Set<Promise<void>>();
    for (;;) {
      await this.pause(everyMs * (0.3 + 1.4 * random.next()));
      if (this.stopping.signal.aborted) break;
      const fault = this.choose(random);
      if (fault === undefined || doing.size >= atOnce) continue;
      const done: Promise<void> = this.do(fault, random.branch()).finally(() => doing.delete(done));
      doing.add(done);
    }
    await Promise.all(doing);
  }

  private choose(random: Random): Fault | undefined {
    const { system } = this.options;
    const possible = ALL_FAULTS.filter(
      (fault) => !this.busy.has(fault.resource) && fault.isPossible?.(system) !== false,
    );
    let at = random.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
    return possible.find(({ weight }) => (at -= weight) < 0);
  }

  private async do(fault: Fault, random: Random): Promise<void> {
    const { system, history } = this.options;
    const scene: FaultScene = { system, random, pause: (ms) => this.pause(ms) };
    const target = fault.choose(scene);
    // A fault of the engines stands alone: two of them at once can be more than any system need bear.
    this.busy.add(fault.resource);
    const done = history.did(fault.name, target);
    try {
      await fault.run(scene, target);
    } catch (failure) {
      this.failures.push(`${fault.name} ${target}: ${failure instanceof Error ? failure.message : 'failed'}`);
    } finally {
      this.busy.delete(fault.resource);
      done.untilAt = new Date();
    }
  }

  /** Ends at once when the faults are to end. */
  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** Everything runs, every link passes, no stand-in has a fault. */
export async function healAll(system: ChaosSystem): Promise<void> {
  for (const link of system.links) link.set({ kind: 'pass' });
  for (const service of system.services) service.thaw();
  await Promise.all(system.services.map((service) => service.start()));
  await Promise.all(system.services.map((service) => service.whenReady()));
  await Promise.all([...system.standIns.values()].map((standIn) => standIn.clearFaults()));
}

import { SupervisedProcess } from './supervised-process.js';
import type { Clock, Running } from './supervised-process.js';

/** A process that a test ends. */
class FakeProcess implements Running {
  end: (how: string) => void = () => undefined;
  stops = 0;
  kills = 0;
  readonly exited = new Promise<string>((resolve) => (this.end = resolve));

  async stop(): Promise<void> {
    this.stops++;
    this.end('signal SIGTERM');
  }

  kill(): void {
    this.kills++;
    this.end('signal SIGKILL');
  }
}

/** Time passes only where it is waited for. */
class FakeClock implements Clock {
  readonly waits: number[] = [];
  time = 0;
  now = (): number => this.time;

  async wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.time += ms;
  }
}

function supervised(start?: () => Promise<FakeProcess>) {
  const clock = new FakeClock();
  const started: FakeProcess[] = [];
  const said: string[] = [];
  const startNext = async (): Promise<FakeProcess> => {
    const next = start ? await start() : new FakeProcess();
    started.push(next);
    return next;
  };
  const process = new SupervisedProcess({
    name: 'gateway',
    start: startNext,
    say: (line) => said.push(line),
    lastWords: async () => 'ECONNREFUSED',
    clock,
  });
  return { process, clock, started, said };
}

/** Lets everything that waits for nothing but other promises run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a supervised process', () => {
  it('is started again when it ends by itself, and it is said why', async () => {
    const { process, started, said } = supervised();
    await process.start();

    started[0]!.end('exit code 1');
    await settle();

    expect(started).toHaveLength(2);
    expect(said).toEqual(['gateway ended by itself (exit code 1): ECONNREFUSED; starting it again in 0.2 s']);
  });

  it('is started again ever more slowly, up to 5 s, without an end', async () => {
    const { process, clock, started } = supervised();
    await process.start();

    for (let times = 0; times < 8; times++) {
      started.at(-1)!.end('exit code 1');
      await settle();
    }

    expect(clock.waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
    expect(started).toHaveLength(9);
  });

  it('is started again quickly after it has been well', async () => {
    const { process, clock, started } = supervised();
    await process.start();
    started[0]!.end('exit code 1');
    await settle();
    clock.time += 10_000;

    started[1]!.end('exit code 1');
    await settle();

    expect(clock.waits).toEqual([200, 200]);
  });

  it('is tried again when it cannot be started again', async () => {
    let tries = 0;
    const { process, clock, started, said } = supervised(async () => {
      tries++;
      if (tries === 2) throw new Error('busy');
      return new FakeProcess();
    });
    await process.start();

    started[0]!.end('exit code 1');
    await settle();

    expect(started).toHaveLength(2);
    expect(clock.waits).toEqual([200, 400]);
    expect(said.at(-1)).toMatch(/^gateway did not start/);
  });

  it('is not started again once it is stopped', async () => {
    const { process, started, said } = supervised();
    await process.start();

    await process.stop();
    await settle();

    expect(started).toHaveLength(1);
    expect(started[0]!.stops).toBe(1);
    expect(said).toEqual([]);
  });

  it('is stopped also when it is only starting', async () => {
    let finish: (process: FakeProcess) => void = () => undefined;
    const { process, started } = supervised(() => new Promise((resolve) => (finish = resolve)));
    const starting = process.start();
    await settle();

    const stopping = process.stop();
    finish(new FakeProcess());
    await Promise.all([starting, stopping]);

    expect(started[0]!.stops).toBe(1);
  });

  it('is killed for good', async () => {
    const { process, started } = supervised();
    await process.start();

    process.kill();
    await settle();

    expect(started).toHaveLength(1);
    expect(started[0]!.kills).toBe(1);
  });

  it('fails its first start openly', async () => {
    const { process } = supervised(() => Promise.reject(new Error('busy')));

    await expect(process.start()).rejects.toThrow('busy');
  });
});

import { INNER as REMEMBERED } from '../testing/inner-ports.js';
import { chooseGatewayPort, chooseInnerPorts } from './ports.js';
import type { PortProbe } from './ports.js';

/** A machine on which just these ports are busy, and that gives out 50001, 50002, ... */
const machineWith = (...busy: number[]): PortProbe => ({
  isFree: async (port) => !busy.includes(port),
  freePorts: async (count) => Array.from({ length: count }, (_, index) => 50_001 + index),
});

const HOST = '127.0.0.1';

const without = (ports: object, left: string): object =>
  Object.fromEntries(Object.entries(ports).filter(([name]) => name !== left));

describe('the port of the gateway', () => {
  it('is 3000 when nothing is asked for', async () => {
    expect(await chooseGatewayPort({ wished: undefined, host: HOST }, machineWith())).toBe(3000);
  });

  it('is a free one when 3000 is busy', async () => {
    expect(await chooseGatewayPort({ wished: undefined, host: HOST }, machineWith(3000))).toBe(50_001);
  });

  it('is the one asked for', async () => {
    expect(await chooseGatewayPort({ wished: 8080, host: HOST }, machineWith(3000))).toBe(8080);
  });

  it('is refused when the one asked for is busy: whoever asked relies on it', async () => {
    await expect(chooseGatewayPort({ wished: 8080, host: HOST }, machineWith(8080))).rejects.toMatchObject({
      code: 'port-busy',
      message: expect.stringContaining('8080'),
    });
  });

  it('is a free one when 0 is asked for', async () => {
    expect(await chooseGatewayPort({ wished: 0, host: HOST }, machineWith())).toBe(50_001);
  });
});

describe('the ports of the stand-ins', () => {
  it('are free ones at the first start, all different', async () => {
    const ports = Object.values(await chooseInnerPorts({}, machineWith()));

    expect(ports).toHaveLength(Object.keys(REMEMBERED).length);
    expect(new Set(ports).size).toBe(ports.length);
    expect(Math.min(...ports)).toBe(50_001);
  });

  it('stay the same over restarts', async () => {
    expect(await chooseInnerPorts(REMEMBERED, machineWith())).toEqual(REMEMBERED);
  });

  it('change one by one, where another program took one', async () => {
    const { teamApp, ...others } = await chooseInnerPorts(REMEMBERED, machineWith(41_002));

    expect(others).toEqual(without(REMEMBERED, 'teamApp'));
    expect(teamApp).toBeGreaterThan(50_000);
  });

  it('get the ones that an earlier release did not have yet', async () => {
    const ports = await chooseInnerPorts({ lifecare: 41_001 }, machineWith());

    expect(ports).toMatchObject({ lifecare: 41_001, kanta: expect.any(Number) });
    expect(Object.keys(ports).sort()).toEqual(Object.keys(REMEMBERED).sort());
  });
});

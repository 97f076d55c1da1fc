import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that never ends by itself: something in it waits for ever. */
const STUCK = `
  const { createLogger, endInTime } = require('#observability');
  endInTime(300, createLogger({ app: 'trial', level: 'info' }));
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1000);
  process.stdout.write('ready\\n');
`;

it('a process that was told to stop ends in time, whatever still waits', async () => {
  const child = spawn(process.execPath, ['-e', STUCK], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child.stdout, 'data');
  const toldAt = performance.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(performance.now() - toldAt).toBeGreaterThanOrEqual(290);
  expect(output).toContain('stop.forced');
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SECRET = 'Matti Meikäläinen 010594Y9032';

/** Runs a main of these lines in a process of its own. */
async function runScript(lines: string): Promise<{ code: number; output: string }> {
  const script = `require('#observability').runMain('trial', async () => { ${lines} })`;
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script]);
    return { code: 0, output: stdout + stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('the outermost frame of an app', () => {
  it('says what is wrong at start, and ends', async () => {
    const { code, output } = await runScript(`throw new Error('config/teams/x.yaml:3:1 is wrong')`);
    expect(code).toBe(1);
    expect(output).toBe('trial cannot start: config/teams/x.yaml:3:1 is wrong\n');
  });

  it('ends on whatever nobody caught, and tells nothing of what it holds', async () => {
    const { code, output } = await runScript(
      `setTimeout(() => { void Promise.reject(new TypeError('${SECRET}')) }, 10)`,
    );
    expect(code).toBe(1);
    expect(output).toContain('process.failed');
    expect(output).toContain('TypeError');
    expect(output).not.toContain('Matti');
    expect(output).not.toContain('010594Y9032');
  });
});

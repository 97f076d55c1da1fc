import { Terminal } from './terminal.js';

function terminalOn(isTTY: boolean): { terminal: Terminal; written: string[]; pass: (ms: number) => void } {
  const written: string[] = [];
  let now = 0;
  const out = { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const terminal = new Terminal(out, () => now);
  return { terminal, written, pass: (ms) => (now += ms) };
}

describe('the terminal', () => {
  it('shows how long the start has taken so far', () => {
    const { terminal, written, pass } = terminalOn(false);
    pass(1_234);

    terminal.say('gateway is ready');

    expect(written).toEqual(['    1.2 s  gateway is ready\n']);
  });

  it('dims the time for a person, and writes plain lines to a file', () => {
    const { terminal, written } = terminalOn(true);

    terminal.say('gateway is ready');

    expect(written).toEqual(['\u001b[2m    0.0 s\u001b[22m  gateway is ready\n']);
  });
});

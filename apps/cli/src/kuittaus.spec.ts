import { called } from '../testing/called.js';
import { COMMANDS } from './kuittaus.js';

describe('the command line', () => {
  it.each([[[]], [['help']], [['--help']]])('lists its commands: %j', async (args) => {
    const { code, out } = await called(args);
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(out).toMatch(new RegExp(`${name} +${summary.slice(0, 20)}`));
    }
  });

  it('tells the arguments of one command', async () => {
    const { code, out } = await called(['help', 'receipt', 'verify']);
    expect([code, out]).toEqual([0, expect.stringContaining('kuittaus receipt verify <tiedosto|-> --jwks')]);
  });

  it.each([[['practise']], [['practice']], [['practice', 'chek']], [['help', 'nothing']]])(
    'answers an unknown command with the list, and 2: %j',
    async (args) => {
      const { code, out, err } = await called(args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('Komentoa ei ole');
      expect(err).toContain('practice explain');
    },
  );

  it.each([
    [['practice', 'check', '--confg', 'x']],
    [['practice', 'check', 'one-too-many']],
    [['practice', 'explain', 'kaarina']],
    [['practice', 'diff', 'a', 'b', '--since', 'yesterday']],
    [['preview']],
    [['receipt', 'verify', 'file']],
    [['receipt', 'verify', 'file', '--jwks', 'x', '--lang', 'sv']],
    [['receipt', 'verify', 'no-such-file', '--jwks', 'no-such-file']],
  ])('answers a wrong call with 2: %j', async (args) => {
    const { code, out, err } = await called(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});

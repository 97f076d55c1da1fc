import { describeError } from './describe-error.js';

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'lease-lost';
}

const SECRET = 'Aino Väänänen 010594Y9032';

describe('an error on a log line', () => {
  it('is its class, its code and the places in our code', () => {
    const described = describeError(new LeaseLost(SECRET));
    expect(described).toMatchObject({ name: 'LeaseLost', code: 'lease-lost' });
    expect(described.at?.[0]).toMatch(/^libs\/observability\/src\/describe-error\.spec\.ts:\d+:\d+$/);
    expect(JSON.stringify(described)).not.toContain('Aino');
  });

  it('tells its causes in the same way, and not without end', () => {
    const loop = new LeaseLost('loop');
    loop.cause = loop;
    expect(describeError(new Error(SECRET, { cause: new LeaseLost(SECRET) })).cause).toMatchObject({
      name: 'LeaseLost',
      code: 'lease-lost',
    });
    expect(describeError(loop).cause?.cause?.cause?.cause).toBeUndefined();
  });

  it('gives nothing of a message that imitates a stack', () => {
    const message = `no\n    at Aino (libs/aino/vaananen.ts:1:1)`;
    const forged = Object.assign(new Error('x'), { stack: `Error: ${message}` });
    for (const error of [new Error(message), forged]) {
      expect(JSON.stringify(describeError(error))).not.toMatch(/aino/i);
    }
  });

  it('takes neither a name nor a code that is not shaped like one', () => {
    const error = Object.assign(new Error('x'), { name: SECRET, code: SECRET });
    expect(describeError(error)).toMatchObject({ name: 'unnamed' });
    expect(JSON.stringify(describeError(error))).not.toContain('Aino');
  });

  it('keeps the codes of Node and PostgreSQL', () => {
    expect(describeError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).toBe('ECONNREFUSED');
    expect(describeError(Object.assign(new Error('x'), { code: '23505' })).code).toBe('23505');
  });

  it('is unnamed when something else was thrown', () => {
    expect(describeError(SECRET)).toEqual({ name: 'unnamed' });
    expect(describeError(undefined)).toEqual({ name: 'unnamed' });
  });
});

import { TokenUnavailable } from './http.errors.js';
import { sendWithToken } from './send-with-token.js';

const signal = new AbortController().signal;

function tokens(...values: readonly string[]) {
  const left = [...values];
  return {
    discarded: [] as string[],
    async token(): Promise<string> {
      const [value] = left;
      if (value === undefined) throw new TokenUnavailable('token-503');
      return value;
    },
    discard(refused: string): void {
      this.discarded.push(refused);
      left.shift();
    },
  };
}

const answered = (status: number) => ({ kind: 'answered', status }) as const;

describe('a request with an access token', () => {
  it('is sent once when the token is taken', async () => {
    const send = jest.fn(async () => answered(403));
    const source = tokens('t-1', 't-2');
    expect(await sendWithToken(source, signal, send)).toEqual(answered(403));
    expect(send.mock.calls).toEqual([['t-1']]);
    expect(source.discarded).toEqual([]);
  });

  it('is repeated with a new token once, and no more', async () => {
    const send = jest.fn(async () => answered(401));
    expect(await sendWithToken(tokens('t-1', 't-2', 't-3'), signal, send)).toEqual(answered(401));
    expect(send.mock.calls).toEqual([['t-1'], ['t-2']]);
  });

  it('was not sent when no token, or no new one, can be had', async () => {
    const send = jest.fn(async () => answered(401));
    expect(await sendWithToken(tokens(), signal, send)).toEqual({ kind: 'not-sent', code: 'token-503' });
    expect(send).not.toHaveBeenCalled();
    expect(await sendWithToken(tokens('t-1'), signal, send)).toEqual({ kind: 'not-sent', code: 'token-503' });
  });

  it('lets through what the sender throws', async () => {
    const lost = new RangeError('lease');
    await expect(sendWithToken(tokens('t-1'), signal, () => Promise.reject(lost))).rejects.toBe(lost);
  });
});

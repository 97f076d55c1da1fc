import { attemptJobId, parseAttemptJob } from './attempt-job.js';

const taskId = '01a200f9-6e1e-74e7-8a97-402513c550e3';

describe('a job', () => {
  it('has an id derived from task and generation, without the colon that BullMQ refuses', () => {
    expect(attemptJobId({ taskId, generation: 3 })).toBe(`${taskId}-3`);
  });

  it('is read as ids only', () => {
    expect(parseAttemptJob({ taskId, generation: 3, extra: 'ignored' })).toEqual({ taskId, generation: 3 });
  });

  it.each([
    null,
    'text',
    {},
    { taskId },
    { taskId: 'x', generation: 1 },
    { taskId, generation: '1' },
    { taskId, generation: -1 },
    { taskId, generation: 1.5 },
    { taskId: `${taskId} `, generation: 1 },
  ])('is no job of ours: %j', (data) => {
    expect(parseAttemptJob(data)).toBeUndefined();
  });
});

import { ATTEMPT_JOB_FORMAT, attemptJobData, attemptJobId, parseAttemptJob } from './attempt-job.js';

const taskId = '01a200f9-6e1e-74e7-8a97-402513c550e3';

describe('a job', () => {
  it('has an id derived from task and generation, without the colon that BullMQ refuses', () => {
    expect(attemptJobId({ taskId, generation: 3 })).toBe(`${taskId}-3`);
  });

  it('is read as ids only', () => {
    expect(parseAttemptJob({ taskId, generation: 3, extra: 'ignored' })).toEqual({ taskId, generation: 3 });
  });

  it('is read as it was written, with the number of its format', () => {
    const data = attemptJobData({ taskId, generation: 3 });
    expect(data).toEqual({ format: ATTEMPT_JOB_FORMAT, taskId, generation: 3 });
    expect(parseAttemptJob(JSON.parse(JSON.stringify(data)))).toEqual({ taskId, generation: 3 });
  });

  it('is read when it is of the version before, or one newer, in the middle of an upgrade', () => {
    const job = { taskId, generation: 3 };
    expect(parseAttemptJob(job)).toEqual(job);
    expect(parseAttemptJob({ ...job, format: ATTEMPT_JOB_FORMAT + 1, priority: 'high' })).toEqual(job);
  });

  it.each([ATTEMPT_JOB_FORMAT + 2, -1, 0.5, '1', null])('of format %j is none that can be read', (format) => {
    expect(parseAttemptJob({ format, taskId, generation: 3 })).toBeUndefined();
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

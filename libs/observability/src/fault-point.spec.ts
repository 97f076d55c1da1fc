import { armFaultPoint, faultPoint, FAULT_POINTS, UnknownFaultPoint } from './fault-point.js';

let signals: unknown[];

beforeEach(() => {
  signals = [];
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(process, 'kill').mockImplementation((_pid, signal) => {
    signals.push(signal);
    return true;
  });
});
afterEach(() => {
  armFaultPoint(undefined);
});

describe('a fault point', () => {
  it('does nothing unless it was armed', () => {
    for (const point of FAULT_POINTS) faultPoint(point);
    armFaultPoint('relay.claimed');
    armFaultPoint(undefined);
    faultPoint('relay.claimed');
    expect(signals).toEqual([]);
  });

  it('ends the process at its first visit, and no other point does', () => {
    armFaultPoint('relay.claimed');
    faultPoint('relay.enqueued');
    expect(signals).toEqual([]);
    faultPoint('relay.claimed');
    expect(signals).toEqual(['SIGKILL']);
  });

  it('waits for the visit that was asked for, and strikes once', () => {
    armFaultPoint('job.taken:3');
    for (let visit = 0; visit < 5; visit++) faultPoint('job.taken');
    expect(signals).toEqual(['SIGKILL']);
  });

  it('only stops the process where that was asked for', () => {
    armFaultPoint('job.taken:1:stop');
    faultPoint('job.taken');
    expect(signals).toEqual(['SIGSTOP']);
  });

  it.each(['', 'relay', 'relay.claimed-not'])('that is none of ours (%s) is refused at start', (setting) => {
    expect(() => {
      armFaultPoint(setting);
    }).toThrow(UnknownFaultPoint);
  });
});

import { MissingPreviousVersion, replacedVersion, setIdOf, versionOf, type SeriesStep } from './index.js';

const ROOT = '1.2.246.10.99900011.93';
const first: SeriesStep = { seriesKey: 'a0', versionKey: 'a1', operation: 'create' };
const second: SeriesStep = {
  seriesKey: 'a0',
  versionKey: 'a2',
  operation: 'replace',
  previous: { targetId: `${ROOT}.160`, targetVersion: '1' },
};

describe('a series of document versions', () => {
  it('begins with a version whose id is the series’', () => {
    const id = `${ROOT}.160`;
    expect(versionOf(first, ROOT)).toEqual({ id, setId: id, versionNumber: 1 });
    expect(setIdOf(first, ROOT)).toBe(id);
    expect(replacedVersion(first, ROOT)).toBeUndefined();
  });

  it('goes on with a version of an id of its own, which names the one before', () => {
    const setId = `${ROOT}.160`;
    expect(versionOf(second, ROOT)).toEqual({ id: `${ROOT}.162`, setId, versionNumber: 2 });
    expect(replacedVersion(second, ROOT)).toEqual({ id: setId, setId, versionNumber: 1 });
  });

  it.each([undefined, { targetId: '1.2', targetVersion: 'x' }, { targetId: '1.2', targetVersion: '0' }])(
    'cannot go on after %j',
    (before) => {
      const { previous: _, ...step } = second;
      expect(() => versionOf({ ...step, ...(before && { previous: before }) }, ROOT)).toThrow(
        MissingPreviousVersion,
      );
    },
  );
});

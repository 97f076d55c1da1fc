import { schemaState } from './schema-state.js';

const own = ['0001-first', '0002-second'];

describe('the schema of a database', () => {
  it('is the one of this build', () => {
    expect(schemaState(own, own)).toEqual({ missing: [], tooNew: undefined });
  });

  it('lacks what was not executed', () => {
    expect(schemaState(own, ['0001-first']).missing).toEqual(['0002-second']);
    expect(schemaState(own, []).missing).toEqual(own);
  });

  it('may be ahead, as far as newer migrations only add', () => {
    expect(schemaState(own, [...own, '0003-third', '0004-fourth'])).toEqual({
      missing: [],
      tooNew: undefined,
    });
  });

  it('is too new once something is taken away that this build uses', () => {
    const drops = '0004-drop-it.needs-0003';
    expect(schemaState(own, [...own, '0003-third', drops]).tooNew).toBe(drops);
    expect(schemaState([...own, '0003-third'], [...own, '0003-third', drops]).tooNew).toBeUndefined();
  });
});

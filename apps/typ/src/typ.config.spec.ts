import { typOptionsSchema } from './typ.config.js';

const xRoad = { client: 'FI/MUN/0000001-9/kuittaus', service: 'FI/GOV/0000000-0/typ/records' };

describe('the options of a TYP endpoint', () => {
  it('name both parties of a call', () => {
    expect(typOptionsSchema.parse({ xRoad })).toEqual({ xRoad });
  });

  it.each([
    [undefined],
    [{ ...xRoad, client: 'FI/MUN/0000001-9' }],
    [{ ...xRoad, service: `${xRoad.service}/v1` }],
    [{ ...xRoad, service: 'FI/GOV/0000000-0/typ/re cords' }],
    [{ ...xRoad, service: 'FI/GOV/0000000-0//records' }],
    [{ client: xRoad.client }],
  ])('cannot be %j', (wrong) => {
    expect(typOptionsSchema.safeParse({ xRoad: wrong }).success).toBe(false);
  });
});

import { traceIdOf } from './trace-id.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

test('the caller’s trace goes on', () => {
  expect(traceIdOf({ traceparent: `00-${ID}-00f067aa0ba902b7-01` })).toBe(ID);
});

test.each([
  undefined,
  '',
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`,
  `00-${ID}-00f067aa0ba902b7-01-x`,
  '010594-9032',
])('%j begins a new one', (traceparent) => {
  const begun = traceIdOf({ traceparent });
  expect(begun).toMatch(/^[0-9a-f]{32}$/);
  expect(begun).not.toBe(traceIdOf({ traceparent }));
});

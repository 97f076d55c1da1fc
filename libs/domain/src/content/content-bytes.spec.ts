import type { MeasuresContent } from '../content.js';
import { PERSONAL_IDENTITY_CODE_OID } from '../decision.js';
import { contentBytes } from './content-bytes.js';

const client = { system: PERSONAL_IDENTITY_CODE_OID, value: '010594Y9032' };
const content: MeasuresContent = {
  record: 'measures',
  handledOn: '2026-11-17',
  measures: [
    { text: 'Ensin', responsible: 'Liisa' },
    { text: 'Sitten', dueOn: '2026-12-01', responsible: 'Outi' },
  ],
};

describe('what contents are compared by', () => {
  it('is canonical JSON of the fields and the client’s identifier', () => {
    expect(contentBytes(content, client)).toBe(
      '{"client":{"system":"1.2.246.21","value":"010594Y9032"},"content":{"handledOn":"2026-11-17","measures":' +
        '[{"responsible":"Liisa","text":"Ensin"},{"dueOn":"2026-12-01","responsible":"Outi","text":"Sitten"}],' +
        '"record":"measures"}}',
    );
  });

  it('does not depend on the order of fields, but on the order of items', () => {
    const { measures, ...rest } = content;
    expect(contentBytes({ measures, ...rest }, client)).toBe(contentBytes(content, client));
    const reversed = { ...content, measures: measures.toReversed() };
    expect(contentBytes(reversed, client)).not.toBe(contentBytes(content, client));
  });

  it('another client is another content', () => {
    const other = { ...client, value: '020594X903P' };
    expect(contentBytes(content, other)).not.toBe(contentBytes(content, client));
  });
});

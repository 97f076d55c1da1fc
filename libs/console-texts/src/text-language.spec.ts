import { preferredLanguage } from './text-language.js';

describe('the language of a text', () => {
  it.each([
    [undefined, 'fi'],
    ['', 'fi'],
    ['de', 'fi'],
    ['sv', 'sv'],
    ['sv-FI,fi;q=0.8', 'sv'],
    ['de, en;q=0.7, sv;q=0.9', 'sv'],
    ['sv;q=0, en', 'en'],
    ['EN-gb', 'en'],
    ['*', 'fi'],
    ['sv;q=x', 'fi'],
  ])('of %j is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});

import type { ConsoleTheme } from '#configuration';

/** What the console looks like in tests. */
export const SAMPLE_THEME: ConsoleTheme = {
  product: 'Kuittaus',
  area: 'Esimerkkialue',
  colour: '#00457c',
  feedbackAddress: 'saavutettavuus@hyvinvointialue.example',
};

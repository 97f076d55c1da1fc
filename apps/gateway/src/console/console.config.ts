/** How the console looks in one area, and what it says of itself (`config/console.yaml`). */
export interface ConsoleTheme {
  /** Of the software, or what the area calls it. */
  readonly product: string;
  /** Of the wellbeing services county or municipality. */
  readonly area: string;
  /** `#rrggbb`; white text on it, and it on white, must have a contrast of 4.5 at least. */
  readonly colour: string;
  /** Where feedback on accessibility goes: an address to write to. */
  readonly feedbackAddress: string;
}

export interface ConsoleConfig {
  readonly theme: ConsoleTheme;
  readonly environment: 'embedded' | 'test' | 'production';
}

export const DEFAULT_THEME: ConsoleTheme = {
  product: 'Kuittaus',
  area: 'Esimerkkialue',
  colour: '#00457c',
  feedbackAddress: 'saavutettavuus@hyvinvointialue.example',
};

import { z } from 'zod';

/** `config/console.yaml`: what the console is called and looks like in one area. */

/** WCAG 2.1, success criterion 1.4.3: of text that is not large. */
const LEAST_CONTRAST = 4.5;

const name = z.string().trim().min(1, 'must not be empty').max(80);

export const CONSOLE_THEME_SCHEMA = z
  .strictObject({
    product: name.default('Kuittaus').describe('what the area calls the software'),
    area: name.default('Esimerkkialue').describe('the wellbeing services county or municipality'),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #00457c')
      .refine((colour) => contrastWithWhite(colour) >= LEAST_CONTRAST, {
        message: `must have a contrast of ${LEAST_CONTRAST} at least with white`,
      })
      .default('#00457c')
      .describe('of links, buttons and lines; white text stands on it'),
    feedbackAddress: z
      .string()
      .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, 'must be a mail address')
      .default('saavutettavuus@hyvinvointialue.example')
      .describe('where people write about accessibility; answered within 14 days'),
  })
  .meta({ title: 'The console in one area' });

/** WCAG 2.1, "contrast ratio" and "relative luminance". */
function contrastWithWhite(colour: string): number {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  // What is no colour has that fault already.
  if (digits === null) return Infinity;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((pair) => linear(parseInt(pair, 16) / 255));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

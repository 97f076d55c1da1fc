import type { ComponentChildren } from 'preact';
import type { DrawingSize } from './chart-figure.js';

interface DrawingProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly children: ComponentChildren;
}

/** An SVG with a name and a description for whoever does not see it. */
export function Drawing({ id, title, description, width, height, children }: DrawingProps) {
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      class="drawing"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {children}
    </svg>
  );
}

/** Series differ by pattern as well as by colour: they do on paper and in grey too. */
export const SERIES_LOOKS = ['solid', 'hatched', 'dotted', 'empty'] as const;
export type SeriesLook = (typeof SERIES_LOOKS)[number];

/** The patterns that {@link fillOf} refers to. */
export function Patterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-hatched`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" class="drawing__ground" />
        <rect width="3" height="6" class="drawing__ink" />
      </pattern>
      <pattern id={`${id}-dotted`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" class="drawing__ground" />
        <circle cx="3" cy="3" r="1.5" class="drawing__ink" />
      </pattern>
    </defs>
  );
}

export function fillOf(look: SeriesLook, id: string): { readonly class: string; readonly fill?: string } {
  switch (look) {
    case 'solid':
      return { class: 'drawing__bar drawing__ink' };
    case 'empty':
      return { class: 'drawing__bar drawing__ground' };
    case 'hatched':
    case 'dotted':
      return { class: 'drawing__bar', fill: `url(#${id}-${look})` };
  }
}

interface LegendProps {
  readonly id: string;
  readonly series: readonly { readonly label: string; readonly look: SeriesLook }[];
}

/** Where a row is drawn below its name, or beside it. */
export const rowOf = ({ labels }: DrawingSize): { readonly height: number; readonly below: number } =>
  labels === 0 ? { height: 48, below: 20 } : { height: 28, below: 0 };

export const LEGEND_ROW = 22;

/** One row a series: no width is too narrow for it. */
export function Legend({ id, series }: LegendProps) {
  return (
    <g>
      {series.map(({ label, look }, place) => (
        <g key={label} transform={`translate(0 ${place * LEGEND_ROW})`}>
          <rect x="1" y="3" width="16" height="14" {...fillOf(look, id)} />
          <text x="24" y="15">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

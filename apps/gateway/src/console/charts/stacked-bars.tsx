import type { DrawingSize } from './chart-figure.js';
import { Drawing, fillOf, Legend, LEGEND_ROW, Patterns, rowOf } from './drawing.js';
import type { SeriesLook } from './drawing.js';

export interface BarSeries {
  readonly label: string;
  readonly look: SeriesLook;
}

export interface Bar {
  readonly label: string;
  /** One a series, none negative. */
  readonly values: readonly number[];
  /** Beside the bar. */
  readonly total: string;
}

interface StackedBarsProps {
  readonly id: string;
  readonly size: DrawingSize;
  readonly title: string;
  readonly description: string;
  readonly series: readonly BarSeries[];
  readonly bars: readonly Bar[];
  /** Each bar is a whole of its own; else the longest one is. */
  readonly isShare?: boolean;
  /** A line across all bars, at this share of a whole. */
  readonly target?: { readonly share: number; readonly label: string };
}

const BAR = 18;
/** Room for the totals. */
const TOTALS = 56;
const TARGET_LABEL = 20;

/** Rows of bars, each made of parts that follow each other. */
export function StackedBars({
  id,
  size,
  title,
  description,
  series,
  bars,
  isShare = false,
  target,
}: StackedBarsProps) {
  const top = series.length * LEGEND_ROW + (target === undefined ? 8 : 8 + TARGET_LABEL);
  const row = rowOf(size);
  const bottom = top + bars.length * row.height;
  const room = size.width - size.labels - TOTALS;
  const longest = Math.max(1, ...bars.map(({ values }) => sum(values)));
  const targetX = rounded(size.labels + room * (target?.share ?? 0));
  return (
    <Drawing id={id} title={title} description={description} width={size.width} height={bottom + 4}>
      <Patterns id={id} />
      <Legend id={id} series={series} />
      {bars.map((bar, place) => (
        <g key={bar.label} transform={`translate(0 ${top + place * row.height})`}>
          <text x="0" y="14">
            {bar.label}
          </text>
          {partsOf(bar.values, room / (isShare ? Math.max(1, sum(bar.values)) : longest)).map(
            ({ x, width, part }) => (
              <rect
                key={part}
                x={size.labels + x}
                y={row.below}
                width={width}
                height={BAR}
                {...fillOf(series[part]?.look ?? 'empty', id)}
              />
            ),
          )}
          <text x={size.width} y={row.below + 14} class="drawing__figure">
            {bar.total}
          </text>
        </g>
      ))}
      {target !== undefined && (
        <g>
          <line x1={targetX} x2={targetX} y1={top - 4} y2={bottom} class="drawing__halo" />
          <line x1={targetX} x2={targetX} y1={top - 4} y2={bottom} class="drawing__target" />
          <text x={targetX} y={top - 8} class="drawing__figure">
            {target.label}
          </text>
        </g>
      )}
    </Drawing>
  );
}

interface Part {
  readonly part: number;
  readonly x: number;
  readonly width: number;
}

/** @returns those that are not empty, with their places on the bar */
export function partsOf(values: readonly number[], scale: number): readonly Part[] {
  return values.flatMap((value, part) =>
    value === 0
      ? []
      : [{ part, x: rounded(sum(values.slice(0, part)) * scale), width: rounded(value * scale) }],
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (value: number): number => Math.round(value * 10) / 10;

import type { DrawingSize } from './chart-figure.js';
import { Drawing, rowOf } from './drawing.js';

export interface RangeRow {
  readonly label: string;
  readonly median: number;
  readonly p90: number;
  /** What it is held against. */
  readonly target?: number;
}

interface RangeDotsProps {
  readonly id: string;
  readonly size: DrawingSize;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly RangeRow[];
  readonly legend: { readonly median: string; readonly p90: string; readonly target?: string };
  /** How a value of the scale is written. */
  readonly format: (value: number) => string;
}

const LEGEND = 22;
const AXIS = 26;
const DOT = 6;

/** Rows with a full dot for the median, a ring for the ninth decile and a bar for what they are held against. */
export function RangeDots({ id, size, title, description, rows, legend, format }: RangeDotsProps) {
  const legendRows = legend.target === undefined ? 2 : 3;
  const top = legendRows * LEGEND + 12;
  const { height, below } = rowOf(size);
  const bottom = top + rows.length * height;
  const most = Math.max(1, ...rows.flatMap(({ p90, target = 0 }) => [p90, target]));
  const room = size.width - size.labels - 2 * DOT;
  const x = (value: number): number => Math.round((size.labels + DOT + (value / most) * room) * 10) / 10;
  return (
    <Drawing id={id} title={title} description={description} width={size.width} height={bottom + AXIS}>
      <RangeLegend legend={legend} />
      {rows.map(({ label, median, p90, target }, place) => (
        <g key={label} transform={`translate(0 ${top + place * height})`}>
          <text x="0" y="14">
            {label}
          </text>
          <line x1={x(median)} x2={x(p90)} y1={below + 9} y2={below + 9} class="drawing__range" />
          <circle cx={x(p90)} cy={below + 9} r={DOT} class="drawing__ring" />
          <circle cx={x(median)} cy={below + 9} r={DOT} class="drawing__ink" />
          {target !== undefined && (
            <line x1={x(target)} x2={x(target)} y1={below - 1} y2={below + 19} class="drawing__target" />
          )}
        </g>
      ))}
      <line x1={x(0)} x2={x(most)} y1={bottom} y2={bottom} class="drawing__axis" />
      <text x={x(0)} y={bottom + 18}>
        0
      </text>
      <text x={size.width} y={bottom + 18} class="drawing__figure">
        {format(most)}
      </text>
    </Drawing>
  );
}

function RangeLegend({ legend }: Pick<RangeDotsProps, 'legend'>) {
  return (
    <g>
      <circle cx="8" cy="10" r={DOT} class="drawing__ink" />
      <text x="24" y="15">
        {legend.median}
      </text>
      <circle cx="8" cy={10 + LEGEND} r={DOT} class="drawing__ring" />
      <text x="24" y={15 + LEGEND}>
        {legend.p90}
      </text>
      {legend.target !== undefined && (
        <>
          <line x1="8" x2="8" y1={2 * LEGEND} y2={2 * LEGEND + 20} class="drawing__target" />
          <text x="24" y={15 + 2 * LEGEND}>
            {legend.target}
          </text>
        </>
      )}
    </g>
  );
}

import type { SpanRate } from './operations-reader.js';

const BAR = 6;
const GAP = 2;
const HEIGHT = 28;

/** The last hour in bars, what failed on top of what succeeded. The figures stand beside it in words. */
export function HourChart({ title, spans }: { readonly title: string; readonly spans: readonly SpanRate[] }) {
  const most = Math.max(1, ...spans.map(({ succeeded, failed }) => succeeded + failed));
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  const width = spans.length * (BAR + GAP);
  return (
    <svg
      class="hour-chart"
      viewBox={`0 0 ${width} ${HEIGHT + 1}`}
      width={width}
      height={HEIGHT + 1}
      role="img"
    >
      <title>{title}</title>
      {spans.map(({ succeeded, failed }, place) => {
        const x = place * (BAR + GAP);
        const done = Math.min(tall(succeeded), HEIGHT - (failed === 0 ? 0 : 2));
        const lost = Math.min(tall(failed), HEIGHT - done);
        return (
          <g key={x}>
            <rect class="hour-chart__done" x={x} y={HEIGHT - done} width={BAR} height={done} />
            {failed > 0 && (
              <rect class="hour-chart__failed" x={x} y={HEIGHT - done - lost} width={BAR} height={lost} />
            )}
          </g>
        );
      })}
      <line class="hour-chart__base" x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
    </svg>
  );
}

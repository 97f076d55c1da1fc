export { ChartFigure } from './chart-figure.js';
export type { DrawingSize } from './chart-figure.js';
export { RangeDots } from './range-dots.js';
export type { RangeRow } from './range-dots.js';
export { partsOf, StackedBars } from './stacked-bars.js';
export type { Bar, BarSeries } from './stacked-bars.js';

import type { ComponentChild, ComponentChildren } from 'preact';

/** Width of a drawing in pixels: wide screens and paper get the one, narrow screens the other, neither is scaled. */
export interface DrawingSize {
  readonly width: number;
  /** Room for the names of the rows beside them; 0: each stands above its row. */
  readonly labels: number;
}

const WIDE: DrawingSize = { width: 720, labels: 230 };
const NARROW: DrawingSize = { width: 280, labels: 0 };

interface ChartFigureProps {
  /** What the drawing shows, in a sentence with its conclusion. */
  readonly caption: ComponentChild;
  /** @param id of this drawing, for what it refers to inside itself */
  readonly drawing: (size: DrawingSize, id: string) => ComponentChild;
  readonly id: string;
  readonly tableLabel: string;
  /** The same figures as a table. */
  readonly children: ComponentChildren;
}

/** A drawing that says in words what it shows, with its figures as a table beside it. */
export function ChartFigure({ caption, drawing, id, tableLabel, children }: ChartFigureProps) {
  return (
    <figure class="chart" id={id}>
      <figcaption>{caption}</figcaption>
      <div class="chart__wide">{drawing(WIDE, `${id}-wide`)}</div>
      <div class="chart__narrow">{drawing(NARROW, `${id}-narrow`)}</div>
      <details>
        <summary>{tableLabel}</summary>
        {children}
      </details>
    </figure>
  );
}

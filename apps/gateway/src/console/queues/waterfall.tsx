import { QUEUES_TEXTS } from '#console-texts';
import type { AttemptKind, QueuesTexts } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { sumsOf, WAIT } from './course-parts.js';
import type { CoursePart } from './course-parts.js';

/** So many fit a picture that is looked at. */
const MOST_DRAWN = 16;
/** As wide as the narrowest screen, so that the words in it never get smaller than others. */
const WIDTH = 320;
const ROW = 34;
const BAR = 12;
/** What took no time at all is seen all the same. */
const LEAST = 3;

/** Where a task's time went: waits, writes, look-ups, each on its own line below the one before. */
export function Waterfall({ parts }: { readonly parts: readonly CoursePart[] }) {
  const { language, formats } = usePage();
  const { task: texts, kinds } = QUEUES_TEXTS[language];
  const { waitedMs, workedMs } = sumsOf(parts);
  const drawn = parts.slice(-MOST_DRAWN);
  const lasted = ({ from, to }: CoursePart): string => formats.duration(to.getTime() - from.getTime());
  const name = ({ kind }: CoursePart): string => (kind === WAIT ? texts.wait : kindName(kinds, kind));
  const caption = texts.waterfallCaption(formats.duration(waitedMs), formats.duration(workedMs));
  return (
    <figure class="waterfall">
      <svg viewBox={`0 0 ${WIDTH} ${drawn.length * ROW}`} role="img" aria-labelledby="waterfall-title">
        <title id="waterfall-title">{`${texts.waterfall}: ${caption}`}</title>
        {barsOf(drawn).map(({ part, x, width }, place) => (
          <g key={place}>
            <text x="0" y={place * ROW + 13}>
              {`${name(part)} ${lasted(part)}`}
            </text>
            <rect
              class={part.kind === WAIT ? 'waterfall__wait' : 'waterfall__work'}
              x={x}
              y={place * ROW + 18}
              width={width}
              height={BAR}
            />
          </g>
        ))}
      </svg>
      <figcaption>
        {caption}
        {parts.length > drawn.length && ` ${texts.waterfallNewest(drawn.length)}`}
      </figcaption>
      <details>
        <summary>{texts.asTable}</summary>
        <Table
          caption={texts.waterfall}
          rows={parts.map((part, place) => ({ part, place }))}
          rowKey={({ place }) => String(place)}
          columns={[
            { heading: texts.part, cell: ({ part }) => name(part) },
            { heading: texts.from, cell: ({ part }) => formats.dateTime(part.from) },
            { heading: texts.lasted, isNumber: true, cell: ({ part }) => lasted(part) },
          ]}
        />
      </details>
    </figure>
  );
}

function barsOf(parts: readonly CoursePart[]) {
  const start = parts[0]?.from.getTime() ?? 0;
  const end = Math.max(start + 1, ...parts.map(({ to }) => to.getTime()));
  const scale = (WIDTH - LEAST) / (end - start);
  return parts.map((part) => ({
    part,
    x: round((part.from.getTime() - start) * scale),
    width: round(Math.max(LEAST, (part.to.getTime() - part.from.getTime()) * scale)),
  }));
}

const round = (length: number): number => Math.round(length * 10) / 10;

/** What was done, in words. */
export function kindName(kinds: QueuesTexts['kinds'], kind: string): string {
  return isKind(kinds, kind) ? kinds[kind] : kind;
}

const isKind = (kinds: QueuesTexts['kinds'], kind: string): kind is AttemptKind => Object.hasOwn(kinds, kind);

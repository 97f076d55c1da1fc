const PATHS = {
  done: 'm3 8 3.5 3.5L13 5',
  waiting: 'M8 3.5V8l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13',
  attention: 'M8 2 1.5 13.5h13ZM8 6.5v3.5M8 11.5v1',
  none: 'M3 8h10',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 14.5c.6-3 2.8-4.5 6-4.5s5.4 1.5 6 4.5',
  eye: 'M1 8s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5Zm7 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
} as const;
export type IconName = keyof typeof PATHS;

/** Beside words, never instead of them: hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  );
}

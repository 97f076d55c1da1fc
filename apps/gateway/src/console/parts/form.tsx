import type { ComponentChild, ComponentChildren } from 'preact';
import { usePage } from '../frame/page-context.js';

interface PostFormProps {
  readonly action: string;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** A form that does something: it carries the session's CSRF token, without which it is refused. */
export function PostForm({ action, children, class: name }: PostFormProps) {
  const { viewer } = usePage();
  return (
    <form method="post" action={action} class={name}>
      {viewer !== undefined && <input type="hidden" name="csrf" value={viewer.csrfToken} />}
      {children}
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly help?: string | undefined;
  /** What is wrong with what was given. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  /** Belongs to one choice of several: the browser cannot demand it, nor is it optional where it is asked. */
  readonly isConditional?: boolean;
  readonly type?: keyof typeof INPUTS;
  /** More than one: an area to write in. */
  readonly rows?: number;
  readonly maxLength?: number;
}

interface InputProps {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly required: boolean;
  readonly maxLength: number | undefined;
  readonly autocomplete: string;
  readonly value: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

/** The types differ in what else an input may have, so each is an element of its own. */
const INPUTS = {
  text: (props: InputProps) => <input {...props} type="text" />,
  search: (props: InputProps) => <input {...props} type="search" />,
  date: (props: InputProps) => <input {...props} type="date" />,
  number: (props: InputProps) => <input {...props} type="number" />,
  email: (props: InputProps) => <input {...props} type="email" />,
} as const;

/** A field with its label, help and error tied to it. Nothing of clients is offered by the browser again. */
export function TextField(props: FieldProps) {
  const { id, name, label, value, help, error, type = 'text', rows, maxLength } = props;
  const { isRequired = false, isConditional = false } = props;
  const { texts } = usePage();
  const described = [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`]
    .filter((part) => part !== false)
    .join(' ');
  const shared = {
    id,
    name,
    class: 'field__input',
    required: isRequired,
    maxLength,
    autocomplete: 'off',
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!isRequired && !isConditional && <span class="field__optional"> ({texts.optional})</span>}
      </label>
      {help !== undefined && (
        <p id={`${id}-help`} class="field__help">
          {help}
        </p>
      )}
      {rows === undefined ? (
        INPUTS[type]({ ...shared, value })
      ) : (
        <textarea {...shared} rows={rows} value={value} />
      )}
      {error !== undefined && (
        <p id={`${id}-error`} class="field__error">
          {error}
        </p>
      )}
    </div>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Shown below the choice, such as a field that belongs to it. */
  readonly detail?: ComponentChild;
}

interface ChoicesProps {
  readonly id: string;
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly error?: string | undefined;
}

/** One of a few. */
export function Radios({ id, name, legend, choices, chosen, error }: ChoicesProps) {
  return (
    <fieldset class="field" id={id} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{legend}</legend>
      {error !== undefined && (
        <p id={`${id}-error`} class="field__error">
          {error}
        </p>
      )}
      {choices.map(({ value, label, detail }) => (
        <div key={value} class="choice">
          <input type="radio" id={`${id}-${value}`} name={name} value={value} checked={value === chosen} />
          <label for={`${id}-${value}`}>{label}</label>
          {detail !== undefined && <div class="choice__detail">{detail}</div>}
        </div>
      ))}
    </fieldset>
  );
}

interface SelectProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly error?: string | undefined;
}

/** One of many; the first choice is usually "all" or "choose". */
export function Select({ id, name, label, choices, chosen, error }: SelectProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        class="field__input"
        aria-invalid={error === undefined ? undefined : 'true'}
      >
        {choices.map(({ value, label: text }) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
      {error !== undefined && <p class="field__error">{error}</p>}
    </div>
  );
}

interface SubmitProps {
  readonly label: string;
  readonly tone?: 'primary' | 'secondary' | 'danger';
  readonly name?: string;
  readonly value?: string;
}

export function Submit({ label, tone = 'primary', name, value }: SubmitProps) {
  const look = tone === 'danger' ? 'hds-button--danger' : `hds-button--${tone}`;
  return (
    <button type="submit" class={`hds-button ${look}`} name={name} value={value}>
      {label}
    </button>
  );
}

/** All faults of a form on top of it, each a link to its field (WCAG 3.3.1). */
export function ErrorSummary({
  errors,
}: {
  readonly errors: readonly { readonly id: string; readonly text: string }[];
}) {
  const { texts } = usePage();
  if (errors.length === 0) return null;
  return (
    <section class="notice notice--error" role="alert" tabIndex={-1} id="errors">
      <h2 class="notice__title">{texts.errorSummary}</h2>
      <ul>
        {errors.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

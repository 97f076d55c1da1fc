import { Problem, PROBLEMS } from '../../http/problem.js';

/** Refusals that a page can say beside what it shows, as it is now; the others are pages of their own. */
const SAID_ON_THE_PAGE: readonly number[] = [403, 409, 412, 422, 503];

export type Outcome<T> =
  | { readonly done: T; readonly refusal?: undefined }
  | { readonly done?: undefined; readonly refusal: Problem };

/**
 * Does what a form asks for.
 * @throws what is no refusal, and what leaves nothing to show
 */
export async function outcomeOf<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: await act() };
  } catch (failure) {
    if (!(failure instanceof Problem) || !SAID_ON_THE_PAGE.includes(statusOf(failure))) throw failure;
    return { refusal: failure };
  }
}

/** {@link outcomeOf}, of what gives nothing that is of use. */
export const refusalOf = async (act: () => Promise<unknown>): Promise<Problem | undefined> =>
  (await outcomeOf(act)).refusal;

export const statusOf = ({ code }: Problem): number => PROBLEMS[code].status;

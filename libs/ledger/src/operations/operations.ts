import type { Database } from '../database.js';
import { countTasksByEndpoint, readAttemptRates } from './endpoint-figures.js';
import type { AttemptRate, EndpointTaskCount, RateSpans } from './endpoint-figures.js';
import { readTaskCourse } from './task-course.js';
import type { TaskCourse } from './task-course.js';

/** What those who run the service look at: counts, times and words, nothing of what is recorded. */
export class Operations {
  constructor(private readonly db: Database) {}

  /** Open tasks by endpoint and state. */
  countTasks(): Promise<EndpointTaskCount[]> {
    return countTasksByEndpoint(this.db);
  }

  attemptRates(spans: RateSpans): Promise<AttemptRate[]> {
    return readAttemptRates(this.db, spans);
  }

  /** @param id of a task, in the form of a UUID */
  taskCourse(id: string): Promise<TaskCourse | undefined> {
    return readTaskCourse(this.db, id);
  }
}

import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type {
  AppControllerRoute,
  BullBoardQueues,
  BullBoardRequest,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/dist/types.js';
import { parseAttemptJob } from '#queue';
import type { InspectedQueue } from '#queue';
import { Problem } from '../http/problem.js';

export interface BoardAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A request for one of the board's routes, as bull-board names it. */
export interface BoardQuestion {
  readonly method: 'get' | 'put';
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
}

export const UI_CONFIG: UIConfig = {
  boardTitle: 'Kuittaus',
  hideDocsLink: true,
  // Its version, host and memory are for the figures of the service.
  hideRedisDetails: true,
  // Its list of clients is long, and is asked for with every refresh.
  showWorkers: false,
  // Where jobs that were done are not kept there is nothing to draw.
  showMetrics: false,
  favIcon: { default: 'static/images/logo.svg', alternative: 'static/favicon-32x32.png' },
  miscLinks: [{ text: 'Kuittaus', url: '/console/queues' }],
};

/** bull-board's handlers without a server of their own: the gateway's routes and its guard stand before them. */
export class BoardApi {
  private readonly handlers = new Map<string, AppControllerRoute['handler']>();
  private queues: BullBoardQueues = new Map();

  /** @param isWritable without it every handler that changes something refuses by itself as well */
  constructor(inspected: readonly InspectedQueue[], isWritable: boolean) {
    const queues = inspected.map((queue) => adapterOf(queue, isWritable));
    createBullBoard({ queues, serverAdapter: this.collector(), options: { uiConfig: UI_CONFIG } });
  }

  /** @throws Problem for a route that bull-board does not have */
  async answer({ method, route, params, query }: BoardQuestion): Promise<BoardAnswer> {
    const handler = this.handlers.get(`${method} ${route}`);
    if (handler === undefined) throw new Problem('not-found');
    const request: BullBoardRequest = {
      queues: this.queues,
      uiConfig: UI_CONFIG,
      params,
      query,
      // None of the acts that are let through says anything but by its path.
      body: {},
      headers: {},
    };
    const { status = 200, body } = await handler(request);
    return { status, body };
  }

  private collector(): IServerAdapter {
    const collector: IServerAdapter = {
      setQueues: (queues) => {
        this.queues = queues;
        return collector;
      },
      setApiRoutes: (routes) => {
        for (const each of routes) {
          const names = [each.method]
            .flat()
            .flatMap((verb) => [each.route].flat().map((path) => `${verb} ${path}`));
          for (const name of names) this.handlers.set(name, (request) => each.handler(request));
        }
        return collector;
      },
      setViewsPath: () => collector,
      setStaticPath: () => collector,
      setEntryRoute: () => collector,
      setErrorHandler: () => collector,
      setUIConfig: () => collector,
    };
    return collector;
  }
}

/** What a job of ours holds is ids. Of one that somebody else put there nothing is shown but that it is there. */
function adapterOf(queue: InspectedQueue, isWritable: boolean): BullMQAdapter {
  const adapter = new BullMQAdapter(queue, {
    readOnlyMode: !isWritable,
    allowRetries: isWritable,
    externalJobUrl: ({ data }) => ({
      href: taskPath(data),
      displayText: 'Kuittaus',
    }),
  });
  adapter.setFormatter('data', (data: unknown) => parseAttemptJob(data) ?? { foreign: true });
  adapter.setFormatter('returnValue', () => null);
  adapter.setFormatter('progress', () => 0);
  return adapter;
}

const taskPath = (data: unknown): string => {
  const job = parseAttemptJob(data);
  return job === undefined ? '/console/queues' : `/console/tasks/${job.taskId}`;
};

import { CONSOLE_WORDS, WORKLIST_TEXTS } from '#console-texts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { PAGES, WORKLIST } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { TASK_ID } from '../../reading/task-id.js';
import type { Worklist } from '../../reading/worklist/worklist.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import type { Viewer } from '../frame/viewer.js';
import { TaskPage } from './task-page.js';
import type { TaskPageProps } from './task-page.js';

/** A task's page as it is to be shown: what of it was asked for, and what became of what was sent. */
export interface AskedTaskPage extends Omit<TaskPageProps, 'sheet'> {
  readonly status?: number;
  readonly message?: string;
}

/** Shows a task as it is now. */
@Injectable()
export class TaskPages {
  constructor(
    @Inject(WORKLIST) private readonly worklist: Worklist,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  /** @throws Problem where there is no such task for the person, or the ledger does not answer */
  async send(
    reply: FastifyReply,
    viewer: Viewer,
    id: string,
    { status, message, ...props }: AskedTaskPage = {},
  ): Promise<void> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    const sheet = await this.worklist.find(id, viewer.principal);
    if (sheet === undefined) throw new Problem('not-found');
    const { language } = viewer;
    const { record, system, state } = sheet.task;
    const words = CONSOLE_WORDS[language];
    this.pages.send(reply, viewer, {
      title: WORKLIST_TEXTS[language].task.title(
        words.records[record],
        words.systems[system],
        words.states[state],
      ),
      area: 'worklist',
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      body: h(TaskPage, { sheet, ...props }),
    });
  }
}

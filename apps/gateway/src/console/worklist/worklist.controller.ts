import { WORKLIST_DONE, WORKLIST_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { PAGES, WORKLIST } from '../../gateway.tokens.js';
import type { Worklist } from '../../reading/worklist/worklist.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { WorklistPage } from './worklist-page.js';
import { addressOfView, isFiltered, queryOf, readWorklistView, tabsFor } from './worklist-view.js';
import type { WorklistView } from './worklist-view.js';

/** What is there to record, for those who record it. */
@ApiExcludeController()
@Controller('console/worklist')
export class WorklistController {
  constructor(
    @Inject(WORKLIST) private readonly worklist: Worklist,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { principal, language } = viewer;
    const { view, isNotADecision } = readWorklistView(query, principal);
    if (isNotADecision) {
      // Whatever it was, it does not stay in the address.
      seeOther(reply, `${addressOfView(view)}&refused=decision`);
      return;
    }
    const [tasks, counts] = await Promise.all([
      this.worklist.list(principal, queryOf(view)),
      this.worklist.counts(principal),
    ]);
    const isDone = tasks.items.length === 0 && view.tab !== 'acknowledged' && !isFiltered(view);
    const texts = WORKLIST_TEXTS[language].list;
    this.pages.send(reply, viewer, {
      title: view.tab === 'acknowledged' ? texts.acknowledgedTitle : texts.title(counts[view.tab].waiting),
      area: 'worklist',
      ...messageOf(query['done'], language),
      body: h(WorklistPage, {
        view,
        tabs: tabsFor(principal),
        counts,
        tasks,
        lastAcknowledgedAt: isDone ? await this.lastAcknowledged(viewer, view) : undefined,
        isNotADecision: query['refused'] === 'decision',
      }),
    });
  }

  private async lastAcknowledged({ principal }: Viewer, { tab }: WorklistView): Promise<Date | undefined> {
    const owner = tab === 'organisation' ? 'organisation' : 'own';
    const { items } = await this.worklist.list(principal, { part: 'acknowledged', owner });
    const at = items[0]?.evidence?.at;
    return at === undefined ? undefined : new Date(at);
  }
}

/** What has just been done, by the address that the form led to; nothing for what no form of ours leads to. */
export function messageOf(done: unknown, language: TextLanguage): { readonly message?: string } {
  const known = WORKLIST_DONE.find((each) => each === done);
  return known === undefined ? {} : { message: WORKLIST_TEXTS[language].done[known] };
}

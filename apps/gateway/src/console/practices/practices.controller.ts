import { ConfigurationFault } from '#configuration';
import { PRACTICES_TEXTS } from '#console-texts';
import type { Practice } from '#domain';
import { Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PAGES, PRACTICE_DESK } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { TRY_OUT_DAYS } from './practice-desk.js';
import type { PracticeDesk, PracticeDraft } from './practice-desk.js';
import { practicePage } from './practice-page.js';
import { practicesPage } from './practices-page.js';
import type { TriedOut } from './try-out.js';

const USUAL_DAYS = 30;

/** What each team's practice says, by which versions its decisions were planned, and what another would change. */
@ApiExcludeController()
@Controller('console/practices')
export class PracticesController {
  constructor(
    @Inject(PRACTICE_DESK) private readonly desk: PracticeDesk,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  list(@Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    const { title } = PRACTICES_TEXTS[viewer.language];
    this.pages.send(reply, viewer, {
      title,
      area: 'practices',
      body: practicesPage(this.desk.practices),
    });
  }

  @Get(':team')
  async show(
    @Param('team') team: string,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(reply, viewer, this.practiceOf(team));
  }

  @Post(':team/compare')
  @HttpCode(200)
  async compare(
    @Param('team') team: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const practice = this.practiceOf(team);
    const draft = {
      team,
      text: form.text('practice') ?? '',
      days: TRY_OUT_DAYS.find((days) => String(days) === form.text('days')) ?? USUAL_DAYS,
    };
    await this.send(reply, viewer, practice, { draft, ...(await this.tryOut(viewer, draft)) });
  }

  private async tryOut(viewer: Viewer, draft: PracticeDraft): Promise<Omit<TriedOut, 'draft'>> {
    if (draft.text.trim() === '') return { faults: [] };
    try {
      return { comparison: await this.desk.compare(viewer.principal, draft) };
    } catch (error) {
      if (error instanceof ConfigurationFault) return { faults: error.faults };
      throw error;
    }
  }

  private practiceOf(team: string): Practice {
    const practice = this.desk.practices.find((one) => one.team === team);
    if (practice === undefined) throw new Problem('not-found');
    return practice;
  }

  private async send(
    reply: FastifyReply,
    viewer: Viewer,
    practice: Practice,
    tried?: TriedOut,
  ): Promise<void> {
    const uses = await this.desk.uses(practice.team);
    this.pages.send(reply, viewer, practicePage({ practice, uses, tried }, viewer.language));
  }
}

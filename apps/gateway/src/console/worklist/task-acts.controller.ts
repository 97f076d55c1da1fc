import type { WorklistDone } from '#console-texts';
import { Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { REASON_MAX } from '../../acting/act-requests.dto.js';
import type { ActRequest, ContentView, TaskActs } from '../../acting/task-acts.js';
import { PAGES, TASK_ACTS } from '../../gateway.tokens.js';
import { Problem, PROBLEMS } from '../../http/problem.js';
import { TASK_ID } from '../../reading/task-id.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { readAcknowledgement, typedAcknowledgement } from './acknowledgement-form.js';
import type { TypedAcknowledgement } from './acknowledgement-form.js';
import { HAND_OVER_IDS, readHandOver, typedHandOver } from './hand-over-form.js';
import { notSavedPage } from './not-saved-page.js';
import { reasonId } from './other-acts-part.js';
import type { PlainAct } from './other-acts-part.js';
import { TaskPages } from './task-pages.js';
import type { AskedTaskPage } from './task-pages.js';
import { WORKLIST_PATH } from './worklist-view.js';

const INVALID = 422;
/** ECMA-262, section 21.4.1.1 */
const LATEST_MS = 8.64e15;

/** A form that was sent about a task. */
interface SentForm {
  readonly id: string;
  readonly form: FormFields;
  readonly viewer: Viewer;
  readonly reply: FastifyReply;
}

/** What people do to a task. Each leads to a page that shows what became of it; a reload repeats nothing. */
@ApiExcludeController()
@Controller('console/worklist/:id')
export class TaskActsController {
  constructor(
    private readonly tasks: TaskPages,
    @Inject(TASK_ACTS) private readonly acts: TaskActs,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Post('acknowledgement')
  async acknowledge(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent: SentForm = { id, form, viewer, reply };
    const typed = typedAcknowledgement(form);
    const read = readAcknowledgement(typed);
    try {
      if ('faults' in read) {
        await this.showAgain(sent, { typed, faults: read.faults, status: INVALID });
        return;
      }
      const done = read.request.outcome === 'cannot-record' ? 'cannot-record' : 'acknowledged';
      await this.act(sent, read.request, { typed }, this.pageOf(id, done));
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.code !== 'not-now') throw failure;
      this.sayNotSaved(sent, typed);
    }
  }

  @Post('acknowledgement/undo')
  async undo(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act({ id, form, viewer, reply }, { kind: 'undo' }, {}, this.pageOf(id, 'undone'));
  }

  @Post('hand-over')
  async handOver(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent: SentForm = { id, form, viewer, reply };
    const typed = typedHandOver(form);
    const read = readHandOver(typed);
    if ('faults' in read) {
      await this.showAgain(sent, { typedHandOver: typed, faults: read.faults, status: INVALID });
      return;
    }
    // Whoever had it from somebody else does not see it any more: the list is theirs in any case.
    const after = `${WORKLIST_PATH}?done=handed-over`;
    await this.act(sent, { kind: 'hand-over', to: read.to }, { typedHandOver: typed }, after);
  }

  @Post('take-over')
  async takeOver(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.plain({ id, form, viewer, reply }, 'take-over', 'taken-over');
  }

  @Post('give-back')
  async giveBack(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.plain({ id, form, viewer, reply }, 'give-back', 'given-back');
  }

  @Post('retry')
  async retry(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.plain({ id, form, viewer, reply }, 'retry', 'retried');
  }

  private async plain(sent: SentForm, kind: PlainAct, done: WorklistDone): Promise<void> {
    const reason = (sent.form.text('reason') ?? '').trim();
    if (Array.from(reason).length > REASON_MAX) {
      const faults = [{ id: reasonId(kind), fault: 'reason-too-long' }] as const;
      await this.showAgain(sent, { faults, status: INVALID });
      return;
    }
    const request: ActRequest = { kind, ...(reason === '' ? {} : { reason }) };
    await this.act(sent, request, {}, this.pageOf(sent.id, done));
  }

  /** @param kept what was typed, for when the act is refused */
  private async act(sent: SentForm, request: ActRequest, kept: AskedTaskPage, after: string): Promise<void> {
    const { id, form, viewer, reply } = sent;
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    try {
      await this.acts.act(id, request, viewer.principal, [form.text('tag') ?? '']);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      await this.sayRefused(sent, failure, kept);
      return;
    }
    seeOther(reply, after);
  }

  private async sayRefused(sent: SentForm, problem: Problem, kept: AskedTaskPage): Promise<void> {
    const { code } = problem;
    const { status } = PROBLEMS[code];
    if (code === 'not-found' || code === 'not-now') throw problem;
    if (code === 'task-changed') {
      await this.showAgain(sent, { ...kept, status, changedSince: seenAt(sent.form) });
    } else if (code === 'invalid') {
      const faults = [{ id: HAND_OVER_IDS.address, fault: 'not-a-person' }] as const;
      await this.showAgain(sent, { ...kept, status, faults });
    } else {
      await this.showAgain(sent, { ...kept, status, refusal: code });
    }
  }

  /** The task as it is now, with what was typed, and with the text where it was on the page before. */
  private async showAgain({ id, form, viewer, reply }: SentForm, page: AskedTaskPage): Promise<void> {
    const content = form.text('shown') === 'yes' ? await this.contentOf(id, viewer) : undefined;
    await this.tasks.send(reply, viewer, id, { ...page, content });
  }

  /** @returns undefined where there is no text any more: what else the page says matters more */
  private async contentOf(id: string, { principal, language }: Viewer): Promise<ContentView | undefined> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    try {
      return await this.acts.readContent(id, principal, language);
    } catch (failure) {
      if (failure instanceof Problem && failure.code !== 'not-now') return undefined;
      throw failure;
    }
  }

  /** The ledger does not even say what the task is: at least nothing that was written is lost. */
  private sayNotSaved({ id, form, viewer, reply }: SentForm, typed: TypedAcknowledgement): void {
    const seen = { tag: form.text('tag') ?? '', at: seenAt(form), isShown: form.text('shown') === 'yes' };
    this.pages.send(reply, viewer, notSavedPage(viewer.language, { id, typed, seen }));
  }

  private pageOf(id: string, done: WorklistDone): string {
    return `${WORKLIST_PATH}/${id}?done=${done}`;
  }
}

/** When the page that the form stood on was made; later than everything, where the form does not say. */
function seenAt(form: FormFields): Date {
  const at = new Date(form.text('seen') ?? '');
  return Number.isNaN(at.getTime()) ? new Date(LATEST_MS) : at;
}

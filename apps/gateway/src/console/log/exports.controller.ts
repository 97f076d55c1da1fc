import { LOG_PURPOSES } from '#console-texts';
import { Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AuditDesk, ExportAsk } from '../../audit/audit-desk.js';
import { exportFile, isExportFormat } from '../../audit/export-formats.js';
import type { ExportFile } from '../../audit/export-formats.js';
import { AUDIT_DESK, PAGES } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { isName } from '../decisions/decisions.controller.js';
import { beginOfDay, endOfDay, isDay } from '../decisions/period.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import type { ExportFault, ExportSubject } from './export-form.js';
import { exportFailedPage } from './log-page.js';

/** Exports of the log for auditors: the same files as the interface for programs gives. */
@ApiExcludeController()
@Controller('console/log/export')
export class LogExportsController {
  constructor(
    @Inject(AUDIT_DESK) private readonly desk: Pick<AuditDesk, 'export' | 'exportLines'>,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Post()
  @HttpCode(200)
  async export(
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const subject = subjectIn(form);
    const purpose = LOG_PURPOSES.find((one) => one === form.text('purpose'));
    const format = form.text('format');
    if (subject === undefined || !isExportFormat(format)) throw new Problem('bad-request');
    const request = { ask: askOf(subject), purpose: purpose ?? '', knownSizes: [] };
    const made = purpose === undefined ? 'choosePurpose' : await this.make(viewer, { request, format });
    if (typeof made === 'string') {
      const view = exportFailedPage({ ask: subject, purpose, format, fault: made }, viewer.language);
      this.pages.send(reply, viewer, view);
      return;
    }
    void reply
      .header('content-type', made.mediaType)
      .header('content-disposition', `attachment; filename="${made.name}"`)
      .send(made.content);
  }

  /** @returns the file, or why there is none */
  private async make(
    { principal }: Viewer,
    asked: Parameters<typeof exportFile>[2],
  ): Promise<ExportFile | ExportFault> {
    try {
      return await exportFile(this.desk, principal, asked);
    } catch (error) {
      const fault = error instanceof Problem ? faultOf(error) : undefined;
      if (fault === undefined) throw error;
      return fault;
    }
  }
}

function faultOf({ code, details }: Problem): ExportFault | undefined {
  if (code === 'not-now') return 'noCheckpoint';
  const codes = (details.errors ?? []).map((error) => error.code);
  if (codes.includes('too-many-entries')) return 'tooMany';
  return codes.includes('not-in-lines') ? 'notInLines' : undefined;
}

/** What the form's hidden fields name; undefined for what no form of ours sends. */
function subjectIn(form: FormFields): ExportSubject | undefined {
  const [type, from = '', until = '', team = '', decisionId = ''] = [
    'type',
    'from',
    'until',
    'team',
    'decisionId',
  ].map((name) => form.text(name));
  if (type === 'period' && isDay(from) && isDay(until) && from <= until) return { type, from, until };
  if (type === 'decision' && isName({ team, decisionId })) return { type, team, decisionId };
  return undefined;
}

const askOf = (subject: ExportSubject): ExportAsk =>
  subject.type === 'decision'
    ? subject
    : { type: 'period', from: beginOfDay(subject.from), until: endOfDay(subject.until) };

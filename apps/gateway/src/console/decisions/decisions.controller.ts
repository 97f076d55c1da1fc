import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import type { Principal } from '#security';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FORMATS } from '#console-texts';
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../../gateway.config.js';
import { DECISION_DESK, GATEWAY_CONFIG, PAGES } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { isIdentityCode } from '../../intake/content-rules/identity-code.js';
import { ID, LOCAL_ID } from '../../intake/event-dto/patterns.js';
import type { DecisionView } from '../../reading/ledger-reader.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import type { DecisionDesk, DecisionPart } from './decision-desk.js';
import { decisionPage } from './decision-page.js';
import { IDENTITY_CODE_SENT, readSearch } from './read-search.js';
import type { Query as Asked } from './read-search.js';
import { receiptPage } from './receipt-page.js';
import { clientPage, DECISIONS_PATH, searchPage } from './search-page.js';

type DecisionName = Readonly<Record<'team' | 'decisionId', string>>;

/** Decisions, for system administrators and auditors: to find, to look at, and their receipts. No client data. */
@ApiExcludeController()
@Controller('console/decisions')
export class DecisionPagesController {
  constructor(
    @Inject(DECISION_DESK) private readonly desk: DecisionDesk,
    @Inject(GATEWAY_CONFIG) private readonly config: Pick<GatewayConfig, 'acceptArtificialIdentityCodes'>,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  async search(@Query() query: Asked, @Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    const { language, principal } = viewer;
    const read = readSearch(query);
    if (read.values.id !== undefined && read.faults.id === 'identityCodeInId') {
      // What must be in no address is not left in this one, nor in the links of the page.
      seeOther(reply, `${DECISIONS_PATH}?wrong=${IDENTITY_CODE_SENT}`);
      return;
    }
    const hasFaults = Object.keys(read.faults).length > 0;
    const found = hasFaults ? undefined : await this.desk.search(principal, read.search, read.after);
    const count = countOf(viewer, found?.decisions.length ?? 0, found?.next !== undefined);
    const { teams } = this.desk;
    const view = searchPage({ read, teams, found }, language, count);
    this.pages.send(reply, viewer, view);
  }

  @Post('client')
  @HttpCode(200)
  async searchByClient(
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { language, principal } = viewer;
    const code = (form.text('code') ?? '').trim().toUpperCase();
    if (!isIdentityCode(code, this.config.acceptArtificialIdentityCodes)) {
      const { teams } = this.desk;
      const view = searchPage(
        { read: readSearch({}), teams, isClientWrong: true },
        language,
        countOf(viewer, 0),
      );
      this.pages.send(reply, viewer, view);
      return;
    }
    const found = await this.desk.searchByClient(principal, {
      system: PERSONAL_IDENTITY_CODE_OID,
      value: code,
    });
    const count = countOf(viewer, found.decisions.length, found.next !== undefined);
    this.pages.send(reply, viewer, clientPage(found, language, count));
  }

  @Get(':team/:decisionId')
  async show(
    @Param() name: DecisionName,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const decision = await this.readOrThrow(viewer.principal, name, 'state');
    const isAuditor = viewer.principal.roles.has('auditor');
    this.pages.send(reply, viewer, decisionPage(decision, viewer.language, { isAuditor }));
  }

  @Get(':team/:decisionId/receipt')
  async receipt(
    @Param() name: DecisionName,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const decision = await this.readOrThrow(viewer.principal, name, 'state');
    const given = await this.desk.receipt(viewer.principal, name);
    if (given === undefined) throw new Problem('not-found');
    this.pages.send(reply, viewer, receiptPage({ decision, given }, viewer.language));
  }

  @Get(':team/:decisionId/receipt.json')
  async download(
    @Param() name: DecisionName,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = isName(name) ? await this.desk.receipt(viewer.principal, name) : undefined;
    if (given === undefined) throw new Problem('not-found');
    const file = `kirjauskuitti-${name.team}-${name.decisionId}.json`;
    void reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(JSON.stringify(given, undefined, 2));
  }

  /** @throws Problem */
  private async readOrThrow(
    caller: Principal,
    name: DecisionName,
    part: DecisionPart,
  ): Promise<DecisionView> {
    const decision = isName(name) ? await this.desk.read(caller, name, part) : undefined;
    if (decision === undefined) throw new Problem('not-found');
    return decision;
  }
}

/** Whether a path can name a decision at all. */
export const isName = ({ team, decisionId }: DecisionName): boolean =>
  LOCAL_ID.test(team) && ID.test(decisionId);

/** `12`, or `50+` where there are more pages. */
export const countOf = ({ language }: Pick<Viewer, 'language'>, count: number, isMore = false): string =>
  `${FORMATS[language].count(count)}${isMore ? '+' : ''}`;

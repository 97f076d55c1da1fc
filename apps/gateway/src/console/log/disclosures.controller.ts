import type { Disclosure } from '#audit';
import { LOG_PURPOSES } from '#console-texts';
import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import { Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AuditDesk } from '../../audit/audit-desk.js';
import type { GatewayConfig } from '../../gateway.config.js';
import { AUDIT_DESK, GATEWAY_CONFIG, PAGES } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { isIdentityCode } from '../../intake/content-rules/identity-code.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { disclosuresPage, personPage } from './person-page.js';
import type { PersonFaults } from './person-page.js';

/** For a client who asks who has used or received their data. The identity code comes by POST alone. */
@ApiExcludeController()
@Controller('console/log/person')
export class DisclosurePagesController {
  constructor(
    @Inject(AUDIT_DESK) private readonly desk: Pick<AuditDesk, 'disclosures'>,
    @Inject(GATEWAY_CONFIG) private readonly config: Pick<GatewayConfig, 'acceptArtificialIdentityCodes'>,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  form(@Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    this.pages.send(reply, viewer, personPage({}, viewer.language));
  }

  @Post()
  @HttpCode(200)
  async disclosures(
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const code = (form.text('code') ?? '').trim().toUpperCase();
    const purpose = LOG_PURPOSES.find((one) => one === form.text('purpose'));
    const faults: PersonFaults = {
      ...(isIdentityCode(code, this.config.acceptArtificialIdentityCodes) ? {} : { code: true as const }),
      ...(purpose === undefined ? { purpose: true as const } : {}),
    };
    if (purpose === undefined || faults.code !== undefined) {
      this.pages.send(reply, viewer, personPage({ faults, purpose }, viewer.language));
      return;
    }
    const found = await this.find(viewer, code, purpose);
    this.pages.send(reply, viewer, disclosuresPage(found, viewer.language));
  }

  private async find(
    { principal }: Viewer,
    code: string,
    purpose: string,
  ): Promise<readonly Disclosure[] | undefined> {
    try {
      return await this.desk.disclosures(
        principal,
        { system: PERSONAL_IDENTITY_CODE_OID, value: code },
        purpose,
      );
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-found') return undefined;
      throw error;
    }
  }
}

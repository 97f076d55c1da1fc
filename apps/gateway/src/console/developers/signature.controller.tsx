import { DEVELOPERS_TEXTS } from '#console-texts';
import { Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { CLOCK, PAGES, SENDER_KEYS } from '../../gateway.tokens.js';
import type { Clock } from '../../gateway.tokens.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { explainSignature } from './explain-signature.js';
import { keysFor } from './sender-key.js';
import type { SenderKey } from './sender-key.js';
import { SignaturePage } from './signature-page.js';

/** Why a signature does not hold. What is given is neither stored nor logged. */
@ApiExcludeController()
@Controller('console/developers/signature')
export class SignatureController {
  constructor(
    @Inject(SENDER_KEYS) private readonly keys: readonly SenderKey[],
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  ask(@Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    this.send(reply, viewer, <SignaturePage />);
  }

  @Post()
  @HttpCode(200)
  explain(@Form() form: FormFields, @Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    const header = (name: string): string => (form.text(name) ?? '').trim();
    const webhook = {
      id: header('id'),
      timestamp: header('timestamp'),
      signature: header('signature'),
      body: form.text('body') ?? '',
    };
    const findings = explainSignature(webhook, keysFor(viewer.principal, this.keys), this.clock());
    this.send(reply, viewer, <SignaturePage webhook={webhook} findings={findings} />);
  }

  private send(reply: FastifyReply, viewer: Viewer, body: VNode): void {
    const { title } = DEVELOPERS_TEXTS[viewer.language].signature;
    this.pages.send(reply, viewer, { title, area: 'developers', body });
  }
}

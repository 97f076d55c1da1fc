import { QUEUES_TEXTS } from '#console-texts';
import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OPERATIONS_READER, PAGES, READINESS_PROBE, REPAIR_DESK, SYSTEM_ACTS } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import type { ReadinessProbe } from '../../operations/readiness-probe.js';
import type { RepairDesk } from '../../repairs/repair-desk.js';
import type { SystemAct, SystemActs } from '../../systems/system-acts.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import type { OperationsReader } from './operations-reader.js';
import { queuesPage } from './queues-page.js';
import type { QueuesShown } from './queues-page.js';
import { readReason } from './read-reason.js';
import { refusalOf } from './refusal.js';

const PATH = '/console/queues';
const DONE = { pause: 'paused', resume: 'resumed' } as const;

interface AskedOfEndpoint {
  readonly endpoint: string;
  readonly form: FormFields;
  readonly viewer: Viewer;
}

/** The endpoints of the record systems, what fails at them, and stopping their traffic. */
@ApiExcludeController()
@Controller('console/queues')
export class QueuesController {
  constructor(
    @Inject(OPERATIONS_READER) private readonly operations: OperationsReader,
    @Inject(REPAIR_DESK) private readonly repairs: RepairDesk,
    @Inject(SYSTEM_ACTS) private readonly acts: SystemActs,
    @Inject(READINESS_PROBE) private readonly probe: ReadinessProbe,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = QUEUES_TEXTS[viewer.language].done;
    await this.send(reply, viewer, done === 'paused' || done === 'resumed' ? { message: texts[done] } : {});
  }

  @Post(':endpoint/pause')
  async pause(
    @Param('endpoint') endpoint: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('pause', { endpoint, form, viewer }, reply);
  }

  @Post(':endpoint/resume')
  async resume(
    @Param('endpoint') endpoint: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('resume', { endpoint, form, viewer }, reply);
  }

  private async act(
    act: SystemAct,
    { endpoint, form, viewer }: AskedOfEndpoint,
    reply: FastifyReply,
  ): Promise<void> {
    if (!this.acts.isKnown(endpoint)) throw new Problem('not-found');
    const said = readReason(form);
    if (said.fault !== undefined) {
      await this.send(reply, viewer, { said: { endpoint, said } });
      return;
    }
    const refusal = await refusalOf(() => this.acts.act(act, endpoint, said.reason, viewer.principal));
    if (refusal === undefined) seeOther(reply, `${PATH}?done=${DONE[act]}`);
    else await this.send(reply, viewer, { refusal, said: { endpoint, said } });
  }

  private async send(
    reply: FastifyReply,
    viewer: Viewer,
    what: Pick<QueuesShown, 'said' | 'refusal' | 'message'>,
  ): Promise<void> {
    const [endpoints, failures, isRedisUp] = await Promise.all([
      this.operations.endpoints(),
      this.repairs.failures(),
      this.isRedisUp(),
    ]);
    this.pages.send(reply, viewer, queuesPage({ ...what, endpoints, failures, isRedisUp }, viewer.language));
  }

  private async isRedisUp(): Promise<boolean> {
    const { parts } = await this.probe.check();
    return parts['redis'] === 'up';
  }
}

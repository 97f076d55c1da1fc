import { Readable } from 'node:stream';
import type { AuditEntry, Disclosure } from '#audit';
import type { Principal } from '#security';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/principal.js';
import { AUDIT_DESK } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { AuditDesk, ConsistencyView, ExportRequest, InclusionView } from './audit-desk.js';
import { EXPORT_FORMATS, exportFile } from './export-formats.js';
import type { ExportFormat } from './export-formats.js';
import { readFields } from './read-fields.js';
import { readDisclosureRequest, readEntryQuery, readExportRequest, readObject } from './read-request.js';

type Asked = Readonly<Record<string, unknown>>;
type BodyRequest = FastifyRequest<{ Body: Buffer | undefined }>;

/** The recording-completion log, for auditors: to read, to prove, and to carry away and verify without us. */
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(AUDIT_DESK) private readonly desk: AuditDesk) {}

  @Get('entries')
  @ApiQuery({ name: 'decision', required: false, description: '`team/decisionId`' })
  @ApiQuery({ name: 'from', required: false, description: 'RFC 3339; of `loggedAt`' })
  @ApiQuery({ name: 'to', required: false, description: 'RFC 3339; not of it any more' })
  @ApiQuery({ name: 'kind', required: false })
  @ApiQuery({ name: 'system', required: false })
  @ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before' })
  @DescribeForBearer({
    summary: 'Entries in their order; each reading is itself an entry',
    body: 'AuditEntryPage',
    problems: [422],
  })
  async entries(
    @Query() query: Asked,
    @Caller() caller: Principal,
  ): Promise<{ readonly items: readonly AuditEntry[]; readonly nextCursor?: string }> {
    const { filter, from } = readEntryQuery(query);
    const { items, next } = await this.desk.listEntries(caller, filter, from);
    return { items, ...(next === undefined ? {} : { nextCursor: String(next) }) };
  }

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @DescribeForBearer({
    summary: 'The newest checkpoint: a signed note with the witness’s cosignatures (C2SP tlog-checkpoint)',
    body: 'AuditCheckpoint',
    mediaType: 'text/plain',
    problems: [404],
  })
  async checkpoint(): Promise<string> {
    return found(await this.desk.checkpoint());
  }

  @Get('proof')
  @ApiQuery({ name: 'index', required: true })
  @ApiQuery({ name: 'size', required: false, description: 'Of the tree; by default the newest checkpoint’s' })
  @DescribeForBearer({
    summary: 'The audit path of an entry (RFC 6962, 2.1.1)',
    body: 'AuditInclusion',
    problems: [404, 422],
  })
  async proof(@Query() query: Asked): Promise<InclusionView> {
    const { index, size } = readFields(query, ['index', 'size'], ['index']);
    return found(await this.desk.inclusion(Number(index), countIn(size)));
  }

  @Get('consistency')
  @ApiQuery({ name: 'fromSize', required: true })
  @ApiQuery({ name: 'toSize', required: false, description: 'By default the newest checkpoint’s' })
  @DescribeForBearer({
    summary: 'The proof that the log only grew from one size to another (RFC 6962, 2.1.2)',
    body: 'AuditConsistency',
    problems: [404, 422],
  })
  async consistency(@Query() query: Asked): Promise<ConsistencyView> {
    const { fromSize, toSize } = readFields(query, ['fromSize', 'toSize'], ['fromSize']);
    return found(await this.desk.consistency(Number(fromSize), countIn(toSize)));
  }

  @Get('export')
  @ApiQuery({ name: 'purpose', required: true, description: 'A code; it stands on the log' })
  @ApiQuery({ name: 'decision', required: false, description: '`team/decisionId`' })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'system', required: false })
  @ApiQuery({ name: 'whole', required: false, description: '`true`: the whole log' })
  @ApiQuery({ name: 'knownSizes', required: false, description: 'Sizes of checkpoints that you hold' })
  @ApiQuery({ name: 'format', required: false, enum: EXPORT_FORMATS })
  @DescribeForBearer({
    summary: 'A bundle that verifies offline (docs/audit-format.md); of one decision, period, system, or all',
    body: 'AuditBundle',
    problems: [404, 422],
  })
  async export(
    @Query() query: Asked,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.exported(caller, readExportRequest(query, 'query'), reply);
  }

  @Post('export')
  @HttpCode(200)
  @ApiBody({ schema: { $ref: '#/components/schemas/AuditExportRequest' } })
  @DescribeForBearer({
    summary: 'The same, asked by a body: the only way to name a client',
    body: 'AuditBundle',
    problems: [400, 404, 413, 415, 422],
  })
  async exportOf(
    @Req() { body }: BodyRequest,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.exported(caller, readExportRequest(readObject(body), 'body'), reply);
  }

  @Post('disclosures')
  @HttpCode(200)
  @ApiBody({ schema: { $ref: '#/components/schemas/AuditDisclosureRequest' } })
  @DescribeForBearer({
    summary: 'Who has used or received one client’s data, and why',
    body: 'AuditDisclosures',
    problems: [400, 404, 413, 415, 422],
  })
  async disclosures(
    @Req() { body }: BodyRequest,
    @Caller() caller: Principal,
  ): Promise<{ readonly items: readonly Disclosure[] }> {
    const { client, purpose } = readDisclosureRequest(readObject(body));
    return { items: await this.desk.disclosures(caller, client, purpose) };
  }

  private async exported(
    caller: Principal,
    asked: { readonly request: ExportRequest; readonly format: ExportFormat },
    reply: FastifyReply,
  ): Promise<unknown> {
    const { name, mediaType, content } = await exportFile(this.desk, caller, asked);
    void reply.header('content-disposition', `attachment; filename="${name}"`);
    void reply.header('content-type', mediaType);
    return content instanceof Readable ? new StreamableFile(content) : content;
  }
}

const countIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem('not-found');
  return value;
}

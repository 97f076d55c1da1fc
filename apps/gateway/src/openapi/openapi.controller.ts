import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiDescription } from './api-description.js';

@Controller()
export class OpenApiController {
  constructor(private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @ApiOperation({ summary: 'This description' })
  @ApiOkResponse({ description: 'OpenAPI 3.1' })
  show(): object {
    return this.description.document;
  }
}

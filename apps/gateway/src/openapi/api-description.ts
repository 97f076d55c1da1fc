import { Injectable } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { eventSchemas } from './event-schemas.js';

const DESCRIPTION = `Kuittaus takes the decisions of work-ability teams, records them in each record system, and proves it.
Events come in by a signed webhook (Standard Webhooks 1.0, CloudEvents 1.0); every other call needs a bearer token.`;

/** The OpenAPI 3.1 description of this very application, made once its routes are known. */
@Injectable()
export class ApiDescription {
  private made: OpenAPIObject | undefined;

  describe(app: INestApplication): void {
    const described = SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setOpenAPIVersion('3.1.1')
        .setTitle('Kuittaus')
        .setDescription(DESCRIPTION)
        .setVersion('1')
        .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
        .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
        .build(),
    );
    this.made = {
      ...described,
      components: { ...described.components, schemas: { ...eventSchemas(), ...ANSWER_SCHEMAS } },
    };
  }

  get document(): object {
    return this.made ?? {};
  }
}

import { Module } from '@nestjs/common';
import { AssetsController } from './assets/assets.controller.js';
import { DecisionPagesController } from './decisions/decisions.controller.js';
import { DeliveriesController } from './developers/deliveries.controller.js';
import { DevelopersController } from './developers/developers.controller.js';
import { SignatureController } from './developers/signature.controller.js';
import { HelpController } from './help/help.controller.js';
import { HomeController } from './home.controller.js';
import { DisclosurePagesController } from './log/disclosures.controller.js';
import { LogExportsController } from './log/exports.controller.js';
import { LogPagesController } from './log/log.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { QueuesController } from './queues/queues.controller.js';
import { TasksController } from './queues/tasks.controller.js';
import { PracticesController } from './practices/practices.controller.js';
import { ConsoleRepairsController } from './repairs/repairs.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { CountController } from './worklist/count.controller.js';
import { CountStreams } from './worklist/count-streams.js';
import { TaskController } from './worklist/task.controller.js';
import { TaskActsController } from './worklist/task-acts.controller.js';
import { TaskPages } from './worklist/task-pages.js';
import { WorklistController } from './worklist/worklist.controller.js';

/** The pages for people. They call the same ports as the interface for programs, never the ledger directly. */
@Module({
  controllers: [
    AssetsController,
    HelpController,
    HomeController,
    ProblemsController,
    SignInController,
    QueuesController,
    TasksController,
    ConsoleRepairsController,
    WorklistController,
    CountController,
    TaskController,
    TaskActsController,
    DecisionPagesController,
    LogPagesController,
    DisclosurePagesController,
    LogExportsController,
    PracticesController,
    DevelopersController,
    DeliveriesController,
    SignatureController,
  ],
  providers: [CountStreams, TaskPages],
})
export class ConsoleModule {}

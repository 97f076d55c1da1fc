import { Module } from '@nestjs/common';
import { QUEUE_BOARD } from '../gateway.tokens.js';
import { BoardApi } from './board-api.js';
import { BoardFiles } from './board-files.js';
import { BoardPagesController } from './board-pages.controller.js';
import { BoardController } from './board.controller.js';
import type { QueueBoard } from './queue-board.js';

/** bull-board at `/queues`, by routes of our own, so that the one guard of all routes stands before it. */
@Module({
  controllers: [BoardPagesController, BoardController],
  providers: [
    { provide: BoardFiles, useFactory: () => new BoardFiles() },
    {
      provide: BoardApi,
      inject: [QUEUE_BOARD],
      useFactory: ({ queues, isWritable }: QueueBoard) => new BoardApi(queues, isWritable),
    },
  ],
})
export class BullBoardModule {}

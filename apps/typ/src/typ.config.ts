import { z } from 'zod';

const identifier = (parts: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){${parts - 1}}$`));

/** What a TYP endpoint's `options` must say: the parties of every call over X-Road. */
export const typOptionsSchema = z.strictObject({
  xRoad: z.strictObject({
    /** instance/class/member/subsystem */
    client: identifier(4),
    /** instance/class/member/subsystem/service */
    service: identifier(5),
  }),
});
export type TypOptions = z.infer<typeof typOptionsSchema>;

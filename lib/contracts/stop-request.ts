import { z } from "zod";
import { platformId } from "./text";

/** Body of `POST /members/{id}/stop-requests`: who asked the member to stop writing. */
export const stopRequestInput = z.strictObject({ recipientId: platformId });

/** What it answers. */
export const stopRequestAnswer = z.strictObject({ memberId: z.string(), recipientId: z.string() });
export type StopRequestAnswer = z.output<typeof stopRequestAnswer>;

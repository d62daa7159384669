import { z } from "zod";
import { queueFilterSchema } from "./queue";

/** Input of the actions on one case's claim. */
export const claimSchema = z.strictObject({ caseId: z.uuid() });

/** Input of "Review next": the queue the person is looking at. */
export const claimNextSchema = z.strictObject({ filter: queueFilterSchema });

/** A case one holds. Instants are RFC 3339 UTC. */
export type ClaimView = { caseId: string; reference: string; expiresAt: string };

export type ClaimViewRefusal =
  | { code: "case_not_found" }
  | { code: "case_decided" }
  | { code: "case_excluded" }
  | { code: "case_not_claimed" }
  | { code: "case_held_by_other"; staffId: string; name: string; expiresAt: string };

/** What a refused claim tells the person: who, what, and what can be done. */
export function claimRefusalText(refusal: { code: string; name?: string; reference?: string }): string {
  switch (refusal.code) {
    case "case_held_by_other":
      return `${refusal.name ?? "Somebody else"} has taken this case. Nothing you typed is lost.`;
    case "case_decided":
      return "This case has been decided.";
    case "case_excluded":
      return "You had a part in the decision; another person has to hear this appeal.";
    case "case_not_claimed":
      return "You no longer hold this case. Claim it again to go on.";
    case "case_not_found":
      return "There is no such case.";
    case "forbidden":
      return "Your role does not take cases. Ask a senior moderator.";
    case "unauthenticated":
      return "You are signed out. Sign in again; what you typed is kept on this device.";
    default:
      return `That did not reach the server. Nothing was stored.${refusal.reference ? ` Reference ${refusal.reference}.` : ""}`;
  }
}

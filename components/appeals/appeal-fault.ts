import { claimRefusalText } from "@/lib/contracts/claim";

/** What keeps a decision from being stored, and where to mend it. */
export type AppealFault = { field: "outcome" | "reduce" | "reason" | "reply" | "foot"; message: string };

type Refusal = {
  code: string;
  field?: string;
  name?: string;
  reference?: string;
  measure?: string;
  min?: number;
  max?: number;
};

/** A refusal as the reviewer reads it, with the field it is about. */
export function faultText(refusal: Refusal): AppealFault {
  switch (refusal.code) {
    case "reason_missing":
      return refusal.field === "reason"
        ? { field: "reason", message: "Say why, for the record." }
        : { field: "reply", message: "Write to the member; the answer needs reasons." };
    case "no_measure":
      return { field: "reduce", message: "Nothing would be left. Overturn the decision instead." };
    case "not_milder":
      return { field: "reduce", message: "Make at least one measure milder; nothing may become harsher." };
    case "measure_twice":
      return { field: "reduce", message: "Two rows leave the same measure. Lift one of them." };
    case "out_of_range":
      return { field: "reduce", message: `Choose a figure from ${refusal.min} to ${refusal.max}.` };
    case "conflicts_with_other":
      return {
        field: "reduce",
        message:
          "Another decision limits the same channels in the same way. Lift this one, or choose another measure.",
      };
    case "earlier_decider":
      return {
        field: "foot",
        message: "You decided this; another person has to hear it. Nothing was stored.",
      };
    case "case_changed":
      return { field: "foot", message: "The appeal has changed. Read it again, then send." };
    case "case_decided":
      return {
        field: "foot",
        message: `${refusal.name ?? "Somebody else"} decided this appeal. Your draft was not sent.`,
      };
    case "operation_reused":
      return { field: "foot", message: "You changed something after sending. Send again." };
    default:
      return { field: "foot", message: claimRefusalText(refusal) };
  }
}

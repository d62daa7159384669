import { ENGLISH } from "@/lib/domain/notice-phrases";

type Refusal =
  | { code: "invalid_field"; errors: { path: string; message: string }[] }
  | { code: "unavailable"; reference: string }
  | { code: "appeal_window_closed"; openUntil: string }
  | { code: string };

export type AppealFailure = {
  fields: Partial<Record<"statement" | "stepsTaken" | "businessNeed", string>>;
  failure: string | null;
};

/** What a refused appeal tells the member: at the field, or in a sentence. `null`: the server was not reached. */
export function appealFailure(refusal: Refusal | null): AppealFailure {
  if (refusal === null) {
    return {
      fields: {},
      failure: "We could not be reached. What you typed is kept; press again in a moment.",
    };
  }
  if ("errors" in refusal) {
    const fields: AppealFailure["fields"] = {};
    for (const { path, message } of refusal.errors) {
      if (path === "statement" || path === "stepsTaken" || path === "businessNeed") fields[path] ??= message;
    }
    if (Object.keys(fields).length > 0) return { fields, failure: null };
  }
  const failure = {
    appeal_exists: "An appeal against this decision has been sent already. Reload the page to follow it.",
    appeal_window_closed: `The time to appeal has passed${"openUntil" in refusal ? `: it ended on ${ENGLISH.dayWithYear(new Date(refusal.openUntil))}` : ""}.`,
    nothing_to_appeal: "There is nothing to appeal here.",
    not_found: "This link opens nothing any more.",
    operation_reused: "You changed something after sending. Reload the page; what you typed is kept.",
  }[refusal.code];
  if (failure) return { fields: {}, failure };
  const reference = "reference" in refusal ? ` Reference ${refusal.reference}.` : "";
  return {
    fields: {},
    failure: `Something broke on our side. Nothing was stored and what you typed is kept; press again in a moment.${reference}`,
  };
}

import type { PolicyEditorView } from "@/lib/contracts/policy-view";

const DAY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const day = (at: string): string => DAY.format(new Date(at));

/** Why nothing can be changed in what is shown; null when it can. */
export function readOnlyReason({ draft, mayEdit, version, inForce }: PolicyEditorView): string | null {
  if (!draft) {
    return version === inForce.version
      ? `Version ${version} is in force. It does not change: a draft drawn from it does.`
      : `Version ${version} was in force. What was published does not change.`;
  }
  if (draft.state === "discarded")
    return "This draft was discarded. Nothing of it can be changed or published.";
  if (draft.state === "published") return "This draft was published.";
  if (draft.state === "proposed" && draft.approvalRefusal === null) {
    return "You are the second person: read what changes, then approve it or send it back.";
  }
  if (!mayEdit) return "Changing a policy takes the policy manager role. You can read all of it.";
  if (draft.state === "proposed")
    return "It is proposed, so it does not change. Send it back to go on editing.";
  if (draft.shadow && draft.shadow.until === null) {
    return "It runs in the shadow, so it does not change: what is measured stays one thing. End the run to go on editing.";
  }
  return null;
}

/** Since when the policy in force holds, and what takes its place. */
export function liveText({ inForce, draft }: PolicyEditorView): string {
  const since = `Version ${inForce.version} has been live since ${day(inForce.publishedAt)}.`;
  return draft ? `${since} Going live needs a second person.` : since;
}

import type { Accused, ContextMessage } from "@/db/queries/report";
import type { CaseSnapshot, SnapshotMessage } from "@/lib/domain/case-snapshot";

function kept({ degree: _, ...message }: ContextMessage): SnapshotMessage {
  return { ...message, sentAt: message.sentAt.toISOString() };
}

/** What a case keeps: the member as they are now, the messages around it, and which of them was reported, if one was. */
export function snapshotOf(
  member: Accused,
  context: ContextMessage[],
  reportedId: string | null = null,
): CaseSnapshot {
  const reported = context.find((one) => one.messageId === reportedId);
  return {
    reported: reported ? kept(reported) : null,
    context: context.map(kept),
    degree: reported?.degree ?? null,
    member: { ...member, joinedAt: member.joinedAt.toISOString() },
  };
}

/** ISO 639-1 of a member's locale; null when unknown. */
export function languageOf({ locale }: Pick<Accused, "locale">): string | null {
  return locale?.split(/[-_]/)[0]?.toLowerCase() ?? null;
}

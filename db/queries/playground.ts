import type { AcceptsMessagesFrom, AccountType } from "@/lib/domain/member";
import type { Policy } from "@/lib/domain/policy";
import type { Ask } from "./ask";
import { hasWord, startsWith } from "./prefix";

/** Drafts that can still change, the latest edit first. */
export function listOpenDrafts(ask: Ask): Promise<{ draftId: string; version: number; title: string }[]> {
  return ask(
    "playground_drafts",
    `select draft_id as "draftId", version, title from policy_drafts
     where state in ('editing', 'proposed') order by edited_at desc limit 50`,
    [],
  );
}

/** A draft's policy as it stands; null when it is published, discarded or unknown. */
export async function findOpenDraft(
  ask: Ask,
  draftId: string,
): Promise<{ version: number; title: string; policy: Policy } | null> {
  const [found] = await ask<{ version: number; title: string; policy: Policy }>(
    "playground_draft",
    `select version, title, policy from policy_drafts
     where draft_id = $1 and state in ('editing', 'proposed')`,
    [draftId],
  );
  return found ?? null;
}

type MemberName = { memberId: string; displayName: string; accountType: AccountType };
const NAME = `member_id as "memberId", display_name as "displayName", account_type as "accountType"`;

/** Members whose id or a word of whose name begins with a text, ids that fit first. */
export function listMemberNames(ask: Ask, q: string, limit: number): Promise<MemberName[]> {
  return ask(
    "playground_members",
    `select ${NAME} from members
     where ${startsWith("member_id", "$1::text")} or ${hasWord("display_name", "$1::text")}
     order by member_id <> $1, not starts_with(member_id, $1), lower(display_name), member_id limit $2`,
    [q, limit],
  );
}

/** A member by its id; null when there is none. */
export async function findMemberName(ask: Ask, memberId: string): Promise<MemberName | null> {
  const [found] = await ask<MemberName>(
    "playground_member",
    `select ${NAME} from members where member_id = $1`,
    [memberId],
  );
  return found ?? null;
}

/** From whom a member accepts messages; null when there is no such member. */
export async function findRecipient(
  ask: Ask,
  memberId: string,
): Promise<{ acceptsMessagesFrom: AcceptsMessagesFrom } | null> {
  const [found] = await ask<{ acceptsMessagesFrom: AcceptsMessagesFrom }>(
    "playground_recipient",
    `select accepts_messages_from as "acceptsMessagesFrom" from members where member_id = $1`,
    [memberId],
  );
  return found ?? null;
}

/** The member of the latest case, else any; null when there are no members at all. */
export async function findSomeMember(ask: Ask): Promise<MemberName | null> {
  const [found] = await ask<MemberName>(
    "playground_some_member",
    `select ${NAME} from members where member_id = coalesce(
       (select member_id from cases order by opened_at desc limit 1), (select min(member_id) from members))`,
    [],
  );
  return found ?? null;
}

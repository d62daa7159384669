import type { CarriedFingerprint, SharedFingerprint } from "@/lib/domain/linked-accounts";
import type { Measure } from "@/lib/domain/measure";
import type { Ask } from "./ask";

/** Fingerprints of one account that are looked at, the latest seen. */
const PER_MEMBER = 50;
/** A fingerprint that so many accounts carry links nobody: it is not counted any further. */
const COMMON_TO = 200;

const WITH_CARRIED = `
  with own as (
    select f.member_id, f.kind, f.hash from unnest($1::text[]) wanted(member_id) cross join lateral (
      select * from member_fingerprints m where m.member_id = wanted.member_id order by seen_at desc limit ${PER_MEMBER}) f
  ), carried as (
    select h.kind, h.hash, o.ids from (select distinct kind, hash from own) h cross join lateral (
      select array_agg(x.member_id) as ids from (
        select member_id from member_fingerprints m where m.kind = h.kind and m.hash = h.hash
        limit ${COMMON_TO}) x) o
    where cardinality(o.ids) between 2 and ${COMMON_TO - 1}
  )`;

const LIST_CARRIED = `${WITH_CARRIED}
  select own.member_id as "memberId", own.kind, own.hash, cardinality(carried.ids) as carriers
  from own join carried on carried.kind = own.kind and carried.hash = own.hash`;

/** What these accounts carry together with 1 to 198 others, and how many carry it: at most 50 fingerprints each. */
export function listCarried(ask: Ask, memberIds: string[]): Promise<CarriedFingerprint[]> {
  return ask("linked_carried", LIST_CARRIED, [memberIds]);
}

const LIST_SHARED = `${WITH_CARRIED}
  select own.member_id as "memberId", other.id as "otherId", own.kind, cardinality(carried.ids) as carriers
  from own join carried on carried.kind = own.kind and carried.hash = own.hash
  cross join lateral unnest(carried.ids) other(id)
  where other.id <> own.member_id`;

/** What these accounts share with which others; fingerprints of 200 accounts and more are left out. */
export function listShared(ask: Ask, memberIds: string[]): Promise<SharedFingerprint[]> {
  return ask("linked_shared", LIST_SHARED, [memberIds]);
}

const LIST_SHARED_AMONG = `${WITH_CARRIED}
  select own.member_id as "memberId", other.member_id as "otherId", own.kind, cardinality(carried.ids) as carriers
  from own join own other on other.kind = own.kind and other.hash = own.hash and other.member_id > own.member_id
  join carried on carried.kind = own.kind and carried.hash = own.hash`;

/** What these accounts share with each other; each pair once. */
export function listSharedAmong(ask: Ask, memberIds: string[]): Promise<SharedFingerprint[]> {
  return ask("linked_among", LIST_SHARED_AMONG, [memberIds]);
}

const LIST_RESTRICTED = `
  select member_id as "memberId", min(starts_at) as "firstAt", max(starts_at) as "latestAt",
    array_agg(distinct measure) as measures
  from restrictions
  where member_id = any($1::text[]) and lifted_at is null and starts_at <= $2 and (ends_at is null or ends_at > $2)
    and measure not in ('warning', 'legal_referral')
  group by member_id`;

export type RestrictedMember = { memberId: string; firstAt: Date; latestAt: Date; measures: Measure[] };

/** Which of these accounts are under measures that stop or limit them at an instant. */
export function listRestricted(ask: Ask, memberIds: string[], at: Date): Promise<RestrictedMember[]> {
  return ask("linked_restricted", LIST_RESTRICTED, [memberIds, at]);
}

const LIST_ACTIVE = `
  select wanted.member_id as "memberId" from unnest($1::text[]) wanted(member_id)
  where exists (select 1 from messages m where m.sender_id = wanted.member_id and m.sent_at >= $2)`;

/** Which of these accounts sent something since an instant. */
export async function listActive(ask: Ask, memberIds: string[], since: Date): Promise<string[]> {
  const rows = await ask<{ memberId: string }>("linked_active", LIST_ACTIVE, [memberIds, since]);
  return rows.map((row) => row.memberId);
}

const LIST_NAMES = `
  select member_id as "memberId", display_name as "displayName" from members where member_id = any($1::text[])`;

/** What these accounts are called. */
export function listNames(
  ask: Ask,
  memberIds: string[],
): Promise<{ memberId: string; displayName: string }[]> {
  return ask("linked_names", LIST_NAMES, [memberIds]);
}

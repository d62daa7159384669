import type { NamedQuery } from "./ask";

/** Messages of one account case that are learned from at most. */
const FROM_ACCOUNT = 50;

const KEEP_JUDGED = `
  insert into content_examples (example_id, message_id, text, links, is_breach, rule, source, at, op_id)
  select gen_random_uuid(), found.message_id, found.body, found.links, $2, found.rule, $4, $5, $6
  from (
    select reported->>'messageId' as message_id, reported->>'body' as body,
           coalesce(reported->'links', '[]'::jsonb) as links, $3::jsonb->>c.category as rule
    from cases c join case_snapshots s on s.case_id = c.case_id
    cross join lateral (select s.snapshot->'reported' as reported) r
    where c.case_id = $1 and c.kind = 'reported_message' and $3::jsonb ? c.category
      and jsonb_typeof(reported) = 'object'
    union all
    (select distinct on (m.message_id) m.message_id, m.body, m.links, g.rule
     from cases c
     join signals g on g.member_id = c.member_id and g.case_id = c.case_id and g.mode = 'live'
       and g.rule in ('D15', 'D16', 'D17', 'D18', 'D19')
     cross join lateral jsonb_array_elements_text(coalesce(g.detail->'messageIds', '[]'::jsonb)) as behind (message_id)
     join message_keys k on k.message_id = behind.message_id
     join messages m on m.sender_id = k.sender_id and m.sent_at = k.sent_at and m.message_id = k.message_id
     where c.case_id = $1 and c.kind = 'flagged_account'
     order by m.message_id, g.at desc limit ${FROM_ACCOUNT})
  ) found
  where found.body <> ''`;

/**
 * Keeps the messages a case is about as judged: the reported one, or those behind the content signals that flagged the
 * account. `rules`: the rule each category of reports speaks of; a report of another category judges no text.
 */
export async function keepJudgedMessages(
  op: NamedQuery & { at: Date },
  judged: { caseId: string; isBreach: boolean; source: string; rules: Readonly<Record<string, string>> },
): Promise<void> {
  const { caseId, isBreach, source, rules } = judged;
  const values = [caseId, isBreach, JSON.stringify(rules), source, op.at, op.operationId];
  await op.query("content_example_keep_judged", KEEP_JUDGED, values);
}

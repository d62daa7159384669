-- Verifies the audit chain. Needs nothing of the application, not even its functions: a person with psql can run it.
--
--   psql "$DATABASE_URL" -f db/audit-verify.sql
--   PGOPTIONS="-c app.checkpoint_seq=1234 -c app.checkpoint_hash=ab12…" psql "$DATABASE_URL" -f db/audit-verify.sql
--
-- Entry `seq` is sound when hash = SHA-256(hash of the entry before || canonical text of this entry); before the first
-- stands a hash of 32 zero bytes. So a change anywhere shows at its own place, and changing the hashes after it as well
-- shows at any checkpoint (seq and hash, exported off this database by `lockkeeper audit checkpoint`).
--
-- One row: is_ok, sealed, unsealed, head_hash, bad_seq, bad_what. What can be wrong at `bad_seq`, the first bad place:
--   gap             the chain lacks this number
--   entry_missing   the entry sealed here is gone, or carries another instant or id
--   order           not in the order of commits, or its transaction number was changed
--   entry_changed   the entry, or a hash here, was changed
--   unsealed        an entry that belongs before this number was never sealed, though older than a minute
--   chain_cut       a checkpoint lies beyond the end of the chain: its tail is gone
--   chain_rewritten the hash here is not the one of the checkpoint: this or something before it was rewritten
WITH settings AS (
  SELECT nullif(current_setting('app.checkpoint_seq', true), '')::bigint AS checkpoint_seq,
         decode(nullif(current_setting('app.checkpoint_hash', true), ''), 'hex') AS checkpoint_hash
), link AS (
  SELECT c.seq, c.entry_id, c.entry_at, c.xid, c.hash,
         coalesce(lag(c.seq) OVER in_order, 0) + 1 AS expected_seq,
         coalesce(lag(c.hash) OVER in_order, decode(repeat('00', 32), 'hex')) AS hash_before,
         lag(c.xid) OVER in_order AS xid_before,
         lag(c.entry_id) OVER in_order AS entry_id_before
  FROM public.audit_chain c
  WINDOW in_order AS (ORDER BY c.seq)
), judged AS (
  SELECT link.expected_seq AS seq,
         CASE
           WHEN link.seq <> link.expected_seq THEN 'gap'
           WHEN e.entry_id IS NULL THEN 'entry_missing'
           WHEN e.xid <> link.xid OR (link.xid, link.entry_id) <= (link.xid_before, link.entry_id_before) THEN 'order'
           WHEN link.hash <> sha256(link.hash_before || convert_to(jsonb_build_array(
                  link.seq, e.entry_id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  e.actor_kind, e.actor_id, e.command, e.subject_type, e.subject_id, e.data, e.op_id)::text, 'UTF8'))
             THEN 'entry_changed'
         END AS what
  FROM link LEFT JOIN public.audit_entries e ON e.at = link.entry_at AND e.entry_id = link.entry_id
), unsealed AS (
  SELECT e.at, e.xid, e.entry_id
  FROM public.audit_entries e
  WHERE NOT EXISTS (SELECT 1 FROM public.audit_chain c WHERE c.entry_id = e.entry_id AND c.entry_at = e.at)
), bad AS (
  SELECT seq, what, 1 AS weight FROM judged WHERE what IS NOT NULL
  UNION ALL
  SELECT coalesce(
           (SELECT min(c.seq) FROM public.audit_chain c WHERE (c.xid, c.entry_id) > (first_unsealed.xid, first_unsealed.entry_id)),
           (SELECT coalesce(max(c.seq), 0) + 1 FROM public.audit_chain c)),
         'unsealed', 2
  FROM (SELECT u.xid, u.entry_id FROM unsealed u WHERE u.at < now() - interval '1 minute'
        ORDER BY u.xid, u.entry_id LIMIT 1) first_unsealed
  UNION ALL
  SELECT coalesce((SELECT max(c.seq) FROM public.audit_chain c), 0) + 1, 'chain_cut', 3
  FROM settings s WHERE s.checkpoint_seq > coalesce((SELECT max(c.seq) FROM public.audit_chain c), 0)
  UNION ALL
  SELECT c.seq, 'chain_rewritten', 4
  FROM settings s JOIN public.audit_chain c ON c.seq = s.checkpoint_seq AND c.hash IS DISTINCT FROM s.checkpoint_hash
), first_bad AS (
  SELECT seq, what FROM bad ORDER BY seq, weight LIMIT 1
)
SELECT NOT EXISTS (SELECT 1 FROM first_bad) AS is_ok,
       (SELECT count(*) FROM public.audit_chain) AS sealed,
       (SELECT count(*) FROM unsealed) AS unsealed,
       (SELECT encode(c.hash, 'hex') FROM public.audit_chain c ORDER BY c.seq DESC LIMIT 1) AS head_hash,
       (SELECT seq FROM first_bad) AS bad_seq,
       (SELECT what FROM first_bad) AS bad_what;

-- What the tables alone cannot say: the fence around every write, append-only records, who may hear an appeal,
-- periods that must not overlap, partitions by month, and the role the application runs as.
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS intarray;--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS app;--> statement-breakpoint

-- An operation begins: the row is the idempotency key, and the settings bind the transaction to it.
CREATE FUNCTION app.op_begin(p_id uuid, p_actor_kind text, p_actor_id text, p_command text, p_payload_hash text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE found_row record;
BEGIN
  INSERT INTO public.operations (operation_id, actor_kind, actor_id, command, payload_hash)
  VALUES (p_id, p_actor_kind, p_actor_id, p_command, p_payload_hash)
  ON CONFLICT (operation_id) DO NOTHING;
  IF NOT FOUND THEN
    SELECT o.actor_kind, o.actor_id, o.command, o.payload_hash, o.result INTO found_row
    FROM public.operations o WHERE o.operation_id = p_id;
    IF (found_row.actor_kind, found_row.actor_id, found_row.command, found_row.payload_hash)
       IS DISTINCT FROM (p_actor_kind, p_actor_id, p_command, p_payload_hash) THEN
      RETURN jsonb_build_object('state', 'reused');
    END IF;
    RETURN jsonb_build_object('state', 'replay', 'result', found_row.result);
  END IF;
  PERFORM set_config('app.op_xid', pg_current_xact_id()::text, true);
  PERFORM set_config('app.op_id', p_id::text, true);
  RETURN jsonb_build_object('state', 'new', 'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
END $$;--> statement-breakpoint

-- The operation is whole: without this the deferred trigger below refuses COMMIT.
CREATE FUNCTION app.op_seal(p_id uuid, p_result jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.op_id', true) IS DISTINCT FROM p_id::text THEN
    RAISE EXCEPTION 'OP_FENCE: sealing another operation' USING errcode = 'OPF03';
  END IF;
  UPDATE public.operations SET is_done = true, result = p_result
  WHERE operation_id = p_id AND xid = pg_current_xact_id();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'OP_FENCE: no such operation in this transaction' USING errcode = 'OPF04';
  END IF;
END $$;--> statement-breakpoint

CREATE FUNCTION app.op_must_be_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.operations WHERE operation_id = NEW.operation_id AND is_done) THEN
    RAISE EXCEPTION 'OP_UNSEALED: the operation was not finished' USING errcode = 'OPF05';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER operations_sealed AFTER INSERT ON operations
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.op_must_be_sealed();--> statement-breakpoint

-- The fence: a row is written only inside an operation, and carries that operation's id.
CREATE FUNCTION app.fence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE cur text := current_setting('app.op_id', true);
BEGIN
  IF coalesce(cur, '') = '' OR current_setting('app.op_xid', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'OP_FENCE: write outside an operation' USING errcode = 'OPF01';
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.op_id IS DISTINCT FROM cur::uuid THEN
      RAISE EXCEPTION 'OP_FENCE: delete of a row this operation did not take' USING errcode = 'OPF02';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.op_id IS DISTINCT FROM cur::uuid THEN
    RAISE EXCEPTION 'OP_FENCE: row of another operation' USING errcode = 'OPF02';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_entries', 'audit_chain', 'staff', 'staff_sessions', 'sign_in_attempts', 'api_keys',
    'idempotency_keys', 'members', 'member_fingerprints', 'messages', 'message_keys', 'send_counters', 'signals',
    'cases', 'case_snapshots', 'reports', 'decisions', 'decision_restrictions', 'restrictions', 'strikes', 'notices',
    'access_tokens', 'emails', 'outbox_events', 'appeals', 'evidence', 'evidence_chunks', 'policy_versions', 'settings']
  LOOP
    EXECUTE format('CREATE TRIGGER a_fence BEFORE INSERT OR UPDATE OR DELETE ON public.%I
                    FOR EACH ROW EXECUTE FUNCTION app.fence()', t);
  END LOOP;
END $$;--> statement-breakpoint

-- Append-only records.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING errcode = 'LKA01';
END $$;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_entries', 'audit_chain', 'decisions', 'decision_restrictions', 'policy_versions']
  LOOP
    EXECUTE format('CREATE TRIGGER b_append_only BEFORE UPDATE OR DELETE ON public.%I
                    FOR EACH ROW EXECUTE FUNCTION app.refuse_change()', t);
    EXECUTE format('CREATE TRIGGER b_append_only_truncate BEFORE TRUNCATE ON public.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()', t);
  END LOOP;
END $$;--> statement-breakpoint

-- Restrictions: two of the same measure never cover the same cell towards the same audience at once.
ALTER TABLE restrictions ADD CONSTRAINT restrictions_no_overlap EXCLUDE USING gist (
  member_id WITH =, measure WITH =, audience_key WITH =, scope_cells gist__int_ops WITH &&,
  tstzrange(starts_at, ends_at, '[)') WITH &&
) WHERE (lifted_at IS NULL AND measure <> 'warning');--> statement-breakpoint
ALTER TABLE decisions ADD CONSTRAINT decisions_appeal_outcome
  CHECK ((appealed_decision_id IS NOT NULL) = (outcome IN ('upheld', 'reduced', 'overturned')));--> statement-breakpoint

-- A different person hears the appeal: refused here whatever the application does.
CREATE FUNCTION app.decision_by_allowed_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found_case record;
BEGIN
  SELECT c.kind, c.excluded_staff_ids INTO found_case FROM public.cases c WHERE c.case_id = NEW.case_id;
  IF NEW.decided_by = ANY (found_case.excluded_staff_ids) THEN
    RAISE EXCEPTION 'an earlier decider cannot hear the appeal' USING errcode = 'LKC01';
  END IF;
  IF found_case.kind = 'appeal' THEN
    IF NOT EXISTS (SELECT 1 FROM public.appeals a
                   WHERE a.case_id = NEW.case_id AND a.decision_id = NEW.appealed_decision_id) THEN
      RAISE EXCEPTION 'an appeal is decided against the decision it names' USING errcode = 'LKC02';
    END IF;
    IF EXISTS (SELECT 1 FROM public.decisions first_decision
               JOIN public.decisions d ON d.case_id = first_decision.case_id
               WHERE first_decision.decision_id = NEW.appealed_decision_id AND d.decided_by = NEW.decided_by) THEN
      RAISE EXCEPTION 'an earlier decider cannot hear the appeal' USING errcode = 'LKC01';
    END IF;
  ELSIF NEW.appealed_decision_id IS NOT NULL THEN
    RAISE EXCEPTION 'only an appeal answers a decision' USING errcode = 'LKC02';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER c_allowed_person BEFORE INSERT ON decisions
  FOR EACH ROW EXECUTE FUNCTION app.decision_by_allowed_person();--> statement-breakpoint

-- An appeal case names everybody who had a part in the decision, and the list never shrinks; a decided case stays decided.
CREATE FUNCTION app.case_keeps_its_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state = 'decided' THEN
      RAISE EXCEPTION 'a decided case does not change' USING errcode = 'LKC03';
    END IF;
    IF NOT NEW.excluded_staff_ids @> OLD.excluded_staff_ids THEN
      RAISE EXCEPTION 'nobody leaves the list of earlier deciders' USING errcode = 'LKC04';
    END IF;
  ELSIF NEW.kind = 'appeal' AND NOT EXISTS (
    SELECT 1 FROM public.decisions d
    WHERE d.decision_id::text = NEW.subject_id AND d.decided_by = ANY (NEW.excluded_staff_ids)) THEN
    RAISE EXCEPTION 'an appeal case excludes the earlier decider' USING errcode = 'LKC04';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER c_keeps_its_word BEFORE INSERT OR UPDATE ON cases
  FOR EACH ROW EXECUTE FUNCTION app.case_keeps_its_word();--> statement-breakpoint

-- Partitions by month. Messages must find theirs; audit entries have a default so that no decision ever fails for it.
CREATE TABLE audit_entries_default PARTITION OF audit_entries DEFAULT;--> statement-breakpoint
CREATE FUNCTION app.ensure_month(p_table text, p_month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  month_start date := date_trunc('month', p_month)::date;
  month_end date := (date_trunc('month', p_month) + interval '1 month')::date;
  part text := format('%s_y%sm%s', p_table, to_char(month_start, 'YYYY'), to_char(month_start, 'MM'));
BEGIN
  IF p_table NOT IN ('messages', 'audit_entries') THEN
    RAISE EXCEPTION 'no monthly partitions on %', p_table;
  END IF;
  IF month_start < date '1990-01-01' OR month_start > date '2200-01-01' THEN
    RAISE EXCEPTION 'month out of range: %', month_start USING errcode = '22008';
  END IF;
  IF to_regclass(format('public.%I', part)) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7265001, hashtext(p_table));
  -- Read the catalog itself: to_regclass may still answer from before the lock.
  IF EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'public'::regnamespace) THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, p_table);
  EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
    p_table, part, month_start::text || ' 00:00:00+00', month_end::text || ' 00:00:00+00');
  IF p_table = 'audit_entries' THEN
    EXECUTE format('CREATE TRIGGER b_append_only_truncate BEFORE TRUNCATE ON public.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()', part);
  END IF;
END $$;--> statement-breakpoint
CREATE TRIGGER b_append_only_truncate BEFORE TRUNCATE ON audit_entries_default
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();--> statement-breakpoint

-- Audit chain. One canonical text per entry, so that a verifier needs nothing but SQL (see `lockkeeper audit verify`).
CREATE FUNCTION app.audit_canonical(p_seq bigint, e audit_entries) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(p_seq, e.entry_id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    e.actor_kind, e.actor_id, e.command, e.subject_type, e.subject_id, e.data, e.op_id)::text
$$;--> statement-breakpoint
-- Chains up to p_limit entries in commit-safe order; returns how many. One sealer at a time (advisory lock, else 0).
CREATE FUNCTION app.audit_seal(p_op uuid, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  horizon xid8;
  last_seq bigint := 0;
  last_hash bytea := decode(repeat('00', 32), 'hex');
  last_xid xid8 := '0';
  last_entry uuid := '00000000-0000-0000-0000-000000000000';
  e public.audit_entries;
  sealed integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7265002) THEN RETURN 0; END IF;
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  SELECT c.seq, c.hash, c.xid, c.entry_id INTO last_seq, last_hash, last_xid, last_entry
  FROM public.audit_chain c ORDER BY c.seq DESC LIMIT 1;
  IF NOT FOUND THEN
    last_seq := 0; last_hash := decode(repeat('00', 32), 'hex');
    last_xid := '0'; last_entry := '00000000-0000-0000-0000-000000000000';
  END IF;
  FOR e IN SELECT a.* FROM public.audit_entries a
           WHERE (a.xid, a.entry_id) > (last_xid, last_entry) AND a.xid < horizon
           ORDER BY a.xid, a.entry_id LIMIT p_limit
  LOOP
    last_seq := last_seq + 1;
    last_hash := sha256(last_hash || convert_to(app.audit_canonical(last_seq, e), 'UTF8'));
    INSERT INTO public.audit_chain (seq, entry_id, entry_at, xid, hash, op_id)
    VALUES (last_seq, e.entry_id, e.at, e.xid, last_hash, p_op);
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END $$;--> statement-breakpoint

-- Jobs are added inside the transaction; the worker's tables stay out of the application role's reach.
CREATE FUNCTION app.add_job(p_task text, p_payload json, p_run_at timestamptz, p_job_key text, p_queue text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(p_task, payload => p_payload, run_at => p_run_at, job_key => p_job_key,
    queue_name => p_queue, job_key_mode => 'replace');
END $$;--> statement-breakpoint

-- The application's role: no DDL, no TRUNCATE, no change to append-only records.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lockkeeper_app') THEN
    CREATE ROLE lockkeeper_app NOLOGIN;
  END IF;
  EXECUTE format('GRANT lockkeeper_app TO %I', current_user);
EXCEPTION
  WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    RAISE NOTICE 'role lockkeeper_app was not created here: %', SQLERRM;
END $$;--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lockkeeper_app') THEN
    GRANT USAGE ON SCHEMA public, app TO lockkeeper_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lockkeeper_app;
    REVOKE UPDATE, DELETE ON audit_entries, audit_chain, decisions, decision_restrictions, policy_versions FROM lockkeeper_app;
    REVOKE DELETE ON operations FROM lockkeeper_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO lockkeeper_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lockkeeper_app;
  END IF;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;

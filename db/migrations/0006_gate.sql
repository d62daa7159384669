CREATE TABLE "content_examples" (
	"example_id" uuid PRIMARY KEY NOT NULL,
	"message_id" text,
	"text" text NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_breach" boolean NOT NULL,
	"rule" text,
	"source" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content_models" (
	"version" integer PRIMARY KEY NOT NULL,
	"weights" jsonb NOT NULL,
	"metrics" jsonb NOT NULL,
	"trained_at" timestamp (3) with time zone NOT NULL,
	"trained_by" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	"refused_because" text,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lock_responses" (
	"response_id" uuid PRIMARY KEY NOT NULL,
	"lock_id" uuid NOT NULL,
	"by" text NOT NULL,
	"response" text NOT NULL,
	"note" text,
	"at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "locks" (
	"lock_id" uuid PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"sender_id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"channel" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reasons" jsonb NOT NULL,
	"weighed" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"policy_version" integer NOT NULL,
	"model_version" integer,
	"locked_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by" text,
	"disputed_by" text,
	"disputed_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL,
	CONSTRAINT "locks_resolved" CHECK ((state = 'waiting') = (resolved_at is null)),
	CONSTRAINT "locks_resolved_by" CHECK ((resolved_at is null) = (resolved_by is null)),
	CONSTRAINT "locks_disputed" CHECK ((disputed_at is null) = (disputed_by is null))
);
--> statement-breakpoint
CREATE TABLE "back_tests" (
	"back_test_id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"base_version" integer NOT NULL,
	"from" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"messages_done" integer DEFAULT 0 NOT NULL,
	"messages_total" integer DEFAULT 0 NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"result" jsonb,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_drafts" (
	"draft_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"base_version" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"state" text DEFAULT 'editing' NOT NULL,
	"edited_by" uuid[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp (3) with time zone,
	"note" text,
	"shadow_from" timestamp (3) with time zone,
	"shadow_until" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "policy_drafts_version" UNIQUE("version"),
	CONSTRAINT "policy_drafts_proposed" CHECK (state <> 'proposed' or proposed_by is not null)
);
--> statement-breakpoint
CREATE TABLE "challenge_passes" (
	"member_id" text NOT NULL,
	"challenge_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"passed_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "challenge_passes_member_id_challenge_id_pk" PRIMARY KEY("member_id","challenge_id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"member_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"counterpart_id" text NOT NULL,
	"channel" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL,
	CONSTRAINT "conversations_member_id_conversation_id_pk" PRIMARY KEY("member_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "counterparts" (
	"member_id" text NOT NULL,
	"counterpart_id" text NOT NULL,
	"first_sent_at" timestamp (3) with time zone,
	"last_sent_at" timestamp (3) with time zone,
	"last_received_at" timestamp (3) with time zone,
	"requested_at" timestamp (3) with time zone,
	"unanswered" integer DEFAULT 0 NOT NULL,
	"cadence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"marks" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "counterparts_member_id_counterpart_id_pk" PRIMARY KEY("member_id","counterpart_id")
);
--> statement-breakpoint
CREATE TABLE "sender_states" (
	"member_id" text PRIMARY KEY NOT NULL,
	"minutes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"campaigns" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"marks" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stop_requests" (
	"member_id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "stop_requests_member_id_recipient_id_pk" PRIMARY KEY("member_id","recipient_id")
);
--> statement-breakpoint
ALTER TABLE "send_counters" ADD COLUMN "answered" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "send_counters" ADD COLUMN "first_contacts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "base_version" integer;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "draft_id" uuid;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "edited_by" uuid[];--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "rolls_back_to" integer;--> statement-breakpoint
ALTER TABLE "lock_responses" ADD CONSTRAINT "lock_responses_lock_id_locks_lock_id_fk" FOREIGN KEY ("lock_id") REFERENCES "public"."locks"("lock_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "back_tests" ADD CONSTRAINT "back_tests_draft_id_policy_drafts_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."policy_drafts"("draft_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_proposed_by_staff_staff_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."staff"("staff_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_passes" ADD CONSTRAINT "challenge_passes_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counterparts" ADD CONSTRAINT "counterparts_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sender_states" ADD CONSTRAINT "sender_states_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_requests" ADD CONSTRAINT "stop_requests_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_examples_at" ON "content_examples" USING btree ("at");--> statement-breakpoint
CREATE INDEX "content_examples_message" ON "content_examples" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lock_responses_once" ON "lock_responses" USING btree ("lock_id","by","response");--> statement-breakpoint
CREATE UNIQUE INDEX "locks_message" ON "locks" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "locks_recipient" ON "locks" USING btree ("recipient_id","locked_at");--> statement-breakpoint
CREATE INDEX "locks_sender_waiting" ON "locks" USING btree ("sender_id","locked_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "locks_locked" ON "locks" USING btree ("locked_at");--> statement-breakpoint
CREATE INDEX "back_tests_draft" ON "back_tests" USING btree ("draft_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_drafts_one_shadow" ON "policy_drafts" USING btree ((1)) WHERE shadow_from is not null and shadow_until is null;--> statement-breakpoint
CREATE INDEX "policy_drafts_state" ON "policy_drafts" USING btree ("state","edited_at");--> statement-breakpoint
CREATE INDEX "challenge_passes_latest" ON "challenge_passes" USING btree ("member_id","passed_at" desc);--> statement-breakpoint
CREATE INDEX "signals_at" ON "signals" USING btree ("at");--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_second_person" CHECK (draft_id is null or (proposed_by is not null and approved_by is not null and approved_by <> proposed_by
        and not (approved_by = any(coalesce(edited_by, '{}')))));--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sender_states', 'counterparts', 'conversations', 'stop_requests', 'challenge_passes', 'locks',
    'lock_responses', 'content_models', 'content_examples', 'policy_drafts', 'back_tests']
  LOOP
    EXECUTE format('CREATE TRIGGER a_fence BEFORE INSERT OR UPDATE OR DELETE ON public.%I
                    FOR EACH ROW EXECUTE FUNCTION app.fence()', t);
  END LOOP;
END $$;--> statement-breakpoint
CREATE TRIGGER b_append_only BEFORE UPDATE OR DELETE ON lock_responses
  FOR EACH ROW EXECUTE FUNCTION app.refuse_change();--> statement-breakpoint
CREATE TRIGGER b_append_only_truncate BEFORE TRUNCATE ON lock_responses
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lockkeeper_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON sender_states, counterparts, conversations, stop_requests, challenge_passes,
      locks, lock_responses, content_models, content_examples, policy_drafts, back_tests TO lockkeeper_app;
    REVOKE UPDATE, DELETE ON lock_responses FROM lockkeeper_app;
    REVOKE DELETE ON locks, content_models, policy_drafts, back_tests FROM lockkeeper_app;
  END IF;
END $$;

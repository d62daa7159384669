CREATE TABLE "api_keys" (
	"api_key_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL,
	CONSTRAINT "api_keys_secret" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"api_key_id" uuid NOT NULL,
	"key" text NOT NULL,
	"route" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "idempotency_keys_api_key_id_key_pk" PRIMARY KEY("api_key_id","key")
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"appeal_id" uuid PRIMARY KEY NOT NULL,
	"decision_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"member_id" text NOT NULL,
	"notice_id" uuid NOT NULL,
	"statement" text NOT NULL,
	"steps_taken" text NOT NULL,
	"business_need" text,
	"confirmations" text[] DEFAULT '{}' NOT NULL,
	"locale" text NOT NULL,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"outcome" text,
	"reply" text,
	"decided_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"evidence_id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"member_id" text NOT NULL,
	"appeal_id" uuid,
	"file_name" text NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_chunks" (
	"evidence_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "evidence_chunks_evidence_id_n_pk" PRIMARY KEY("evidence_id","n")
);
--> statement-breakpoint
CREATE TABLE "audit_chain" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"entry_at" timestamp (3) with time zone NOT NULL,
	"xid" "xid8" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "audit_chain_entry" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"entry_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"command" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"data" jsonb NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "audit_entries_at_entry_id_pk" PRIMARY KEY("at","entry_id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "case_snapshots" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"snapshot" jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"member_id" text NOT NULL,
	"member_name" text NOT NULL,
	"account_type" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"severity" text NOT NULL,
	"category" text NOT NULL,
	"channel" text,
	"language" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"why" jsonb NOT NULL,
	"report_count" integer DEFAULT 0 NOT NULL,
	"strongest_signal" jsonb,
	"claimed_by" uuid,
	"claimed_at" timestamp (3) with time zone,
	"claim_expires_at" timestamp (3) with time zone,
	"excluded_staff_ids" uuid[] DEFAULT '{}' NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"outcome" text,
	"version" integer DEFAULT 1 NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "cases_reference" UNIQUE("reference"),
	CONSTRAINT "cases_decided" CHECK ((state = 'decided') = (decided_at is not null and outcome is not null)),
	CONSTRAINT "cases_claim_whole" CHECK ((claimed_by is null) = (claim_expires_at is null)),
	CONSTRAINT "cases_claim_not_excluded" CHECK (claimed_by is null or not (claimed_by = any(excluded_staff_ids)))
);
--> statement-breakpoint
CREATE TABLE "decision_restrictions" (
	"decision_id" uuid NOT NULL,
	"member_id" text NOT NULL,
	"restriction_id" uuid NOT NULL,
	"effect" text NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "decision_restrictions_decision_id_restriction_id_effect_pk" PRIMARY KEY("decision_id","restriction_id","effect")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"decision_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"case_version" integer NOT NULL,
	"member_id" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"measures" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"policy_clause" text,
	"policy_version" integer NOT NULL,
	"reason" text NOT NULL,
	"member_reason" text,
	"appealed_decision_id" uuid,
	"op_id" uuid NOT NULL,
	CONSTRAINT "decisions_case_version" UNIQUE("case_id","case_version")
);
--> statement-breakpoint
CREATE TABLE "member_fingerprints" (
	"member_id" text NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "member_fingerprints_member_id_kind_hash_pk" PRIMARY KEY("member_id","kind","hash")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"member_id" text PRIMARY KEY NOT NULL,
	"account_type" text NOT NULL,
	"display_name" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"connection_count" integer DEFAULT 0 NOT NULL,
	"profile" jsonb NOT NULL,
	"email" text,
	"locale" text,
	"country" text,
	"accepts_messages_from" text DEFAULT 'anyone' NOT NULL,
	"is_followers_only_page" boolean DEFAULT false NOT NULL,
	"event_sequence" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_keys" (
	"message_id" text PRIMARY KEY NOT NULL,
	"sender_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"sender_id" text NOT NULL,
	"message_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"conversation_id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"channel" text NOT NULL,
	"degree" smallint NOT NULL,
	"shared_connections" integer DEFAULT 0 NOT NULL,
	"is_reply" boolean NOT NULL,
	"is_automated" boolean DEFAULT false NOT NULL,
	"body" text NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "messages_sender_id_sent_at_message_id_pk" PRIMARY KEY("sender_id","sent_at","message_id")
) PARTITION BY RANGE ("sent_at");
--> statement-breakpoint
CREATE TABLE "send_counters" (
	"member_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"started" integer DEFAULT 0 NOT NULL,
	"started_not_connected" integer DEFAULT 0 NOT NULL,
	"automated" integer DEFAULT 0 NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "send_counters_member_id_hour_channel_pk" PRIMARY KEY("member_id","hour","channel")
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"member_id" text NOT NULL,
	"target_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emails" (
	"email_id" uuid PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"notice_id" uuid NOT NULL,
	"to_address" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"member_id" text NOT NULL,
	"notice_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL,
	CONSTRAINT "notices_member_id_notice_id_pk" PRIMARY KEY("member_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"member_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "outbox_events_member_id_sequence_pk" PRIMARY KEY("member_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"operation_id" uuid PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"command" text NOT NULL,
	"payload_hash" text NOT NULL,
	"is_done" boolean DEFAULT false NOT NULL,
	"result" jsonb,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" text NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"report_id" text PRIMARY KEY NOT NULL,
	"reporter_id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"member_id" text NOT NULL,
	"category" text NOT NULL,
	"note" text,
	"source" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"case_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "restrictions" (
	"member_id" text NOT NULL,
	"restriction_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"channels" text[] NOT NULL,
	"directions" text[] NOT NULL,
	"audience" text NOT NULL,
	"counterparts" text[] DEFAULT '{}' NOT NULL,
	"scope_cells" integer[] NOT NULL,
	"audience_key" text NOT NULL,
	"cap_per_day" integer,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"lifted_at" timestamp (3) with time zone,
	"lift_reason" text,
	"superseded_by" uuid,
	"policy_clause" text NOT NULL,
	"policy_version" integer NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "restrictions_member_id_restriction_id_pk" PRIMARY KEY("member_id","restriction_id"),
	CONSTRAINT "restrictions_period" CHECK (ends_at is null or ends_at > starts_at),
	CONSTRAINT "restrictions_lift_whole" CHECK ((lifted_at is null) = (lift_reason is null)),
	CONSTRAINT "restrictions_cap" CHECK ((measure = 'daily_cap') = (cap_per_day is not null))
);
--> statement-breakpoint
CREATE TABLE "strikes" (
	"member_id" text NOT NULL,
	"strike_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"weight" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"op_id" uuid NOT NULL,
	CONSTRAINT "strikes_member_id_strike_id_pk" PRIMARY KEY("member_id","strike_id")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"member_id" text NOT NULL,
	"signal_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"measured" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"window_seconds" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"policy_version" integer NOT NULL,
	"mode" text DEFAULT 'live' NOT NULL,
	"case_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"op_id" uuid NOT NULL,
	CONSTRAINT "signals_member_id_signal_id_pk" PRIMARY KEY("member_id","signal_id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"attempt_id" uuid PRIMARY KEY NOT NULL,
	"account_hash" "bytea" NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"has_succeeded" boolean NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"languages" text[] DEFAULT '{en}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"session_hash" "bytea" PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"user_agent" text,
	"op_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decision_id_decisions_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("decision_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_case_id_cases_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_appeal_id_appeals_appeal_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("appeal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_chunks" ADD CONSTRAINT "evidence_chunks_evidence_id_evidence_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("evidence_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_snapshots" ADD CONSTRAINT "case_snapshots_case_id_cases_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_restrictions" ADD CONSTRAINT "decision_restrictions_decision_id_decisions_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("decision_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_case_id_cases_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_decided_by_staff_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("staff_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_fingerprints" ADD CONSTRAINT "member_fingerprints_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_id_members_member_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "send_counters" ADD CONSTRAINT "send_counters_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_cases_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restrictions" ADD CONSTRAINT "restrictions_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_member_id_members_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_staff_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("staff_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_decision" ON "appeals" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "appeals_filed" ON "appeals" USING btree ("filed_at");--> statement-breakpoint
CREATE INDEX "appeals_member" ON "appeals" USING btree ("member_id","filed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_case" ON "appeals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "evidence_notice" ON "evidence" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "audit_entries_seal" ON "audit_entries" USING btree ("xid","entry_id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_type","subject_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_open_subject" ON "cases" USING btree ("kind","subject_type","subject_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("due_at","case_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "cases_queue_kind" ON "cases" USING btree ("kind","due_at","case_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "cases_claimed" ON "cases" USING btree ("claimed_by","claim_expires_at") WHERE state = 'open' and claimed_by is not null;--> statement-breakpoint
CREATE INDEX "cases_member" ON "cases" USING btree ("member_id","opened_at");--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "decision_restrictions_restriction" ON "decision_restrictions" USING btree ("member_id","restriction_id");--> statement-breakpoint
CREATE INDEX "decisions_decided" ON "decisions" USING btree ("decided_at");--> statement-breakpoint
CREATE INDEX "decisions_member" ON "decisions" USING btree ("member_id","decided_at");--> statement-breakpoint
CREATE INDEX "decisions_appealed" ON "decisions" USING btree ("appealed_decision_id");--> statement-breakpoint
CREATE INDEX "member_fingerprints_hash" ON "member_fingerprints" USING btree ("kind","hash");--> statement-breakpoint
CREATE INDEX "messages_conversation" ON "messages" USING btree ("sender_id","conversation_id","sent_at");--> statement-breakpoint
CREATE INDEX "emails_created" ON "emails" USING btree ("created_at","email_id");--> statement-breakpoint
CREATE INDEX "emails_member" ON "emails" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "reports_case" ON "reports" USING btree ("case_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id","state");--> statement-breakpoint
CREATE INDEX "reports_received" ON "reports" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "reports_member" ON "reports" USING btree ("member_id","received_at");--> statement-breakpoint
CREATE INDEX "restrictions_started" ON "restrictions" USING btree ("starts_at","restriction_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_account" ON "sign_in_attempts" USING btree ("account_hash","at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_address" ON "sign_in_attempts" USING btree ("address_hash","at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "staff_sessions_staff" ON "staff_sessions" USING btree ("staff_id");
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
DROP INDEX "restrictions_started";--> statement-breakpoint
DROP INDEX "cases_search_name";--> statement-breakpoint
DROP INDEX "members_search_name";--> statement-breakpoint
CREATE INDEX "emails_queued" ON "emails" USING btree ("created_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "cases_search_name" ON "cases" USING gin ((' ' || lower("member_name")) gin_trgm_ops) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "members_search_name" ON "members" USING gin ((' ' || lower("display_name")) gin_trgm_ops);
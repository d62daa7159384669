DROP INDEX "reports_reporter";--> statement-breakpoint
CREATE INDEX "members_name" ON "members" USING btree (lower("display_name"),"joined_at");--> statement-breakpoint
CREATE INDEX "signals_member" ON "signals" USING btree ("member_id","at");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id","decided_at" desc) WHERE state in ('upheld', 'not_upheld');
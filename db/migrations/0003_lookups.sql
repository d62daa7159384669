DROP INDEX "decision_restrictions_restriction";--> statement-breakpoint
CREATE INDEX "reports_open_reporter" ON "reports" USING btree ("reporter_id","subject_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "decision_restrictions_restriction" ON "decision_restrictions" USING btree ("restriction_id");
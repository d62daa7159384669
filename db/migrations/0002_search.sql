CREATE INDEX "cases_search_reference" ON "cases" USING btree ("reference" text_pattern_ops) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "cases_search_member" ON "cases" USING btree ("member_id" text_pattern_ops) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "cases_search_name" ON "cases" USING btree (lower("member_name") text_pattern_ops) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "members_search_id" ON "members" USING btree ("member_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "members_search_name" ON "members" USING btree (lower("display_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "members_search_email" ON "members" USING btree (lower("email") text_pattern_ops);
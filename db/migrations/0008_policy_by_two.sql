-- What goes live is what was proposed, by somebody who wrote none of it; without a draft it is an earlier version's content
-- again, or the installation's own doing.
CREATE FUNCTION app.policy_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.draft_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT 1 FROM public.policy_drafts d
                   WHERE d.draft_id = NEW.draft_id AND d.version = NEW.version AND d.policy = NEW.policy
                     AND d.proposed_by = NEW.proposed_by AND NOT (NEW.approved_by = ANY (d.edited_by))) THEN
      RAISE EXCEPTION 'a policy is published as it was proposed, by another person' USING errcode = 'LKP01';
    END IF;
  ELSIF NEW.rolls_back_to IS NOT NULL THEN
    IF NOT EXISTS (SELECT 1 FROM public.policy_versions v
                   WHERE v.version = NEW.rolls_back_to AND NEW.policy @> v.policy) THEN
      RAISE EXCEPTION 'rolling back brings back what an earlier version said' USING errcode = 'LKP02';
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM public.operations o
                    WHERE o.operation_id = NEW.op_id AND o.actor_kind = 'system') THEN
    RAISE EXCEPTION 'a policy without a draft is the installation''s own' USING errcode = 'LKP01';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER c_by_two BEFORE INSERT ON policy_versions FOR EACH ROW EXECUTE FUNCTION app.policy_by_two();

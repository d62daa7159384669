/** A draft is edited, proposed to a second person, and published, or discarded. A shadow run happens while it is a draft. */
export const DRAFT_STATES = ["editing", "proposed", "published", "discarded"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const BACK_TEST_STATES = ["queued", "running", "done", "cancelled", "failed"] as const;
export type BackTestState = (typeof BACK_TEST_STATES)[number];

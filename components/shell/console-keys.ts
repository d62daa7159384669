import type { KeyGroup } from "./keys-dialog";

/** Keys of the queue, of a case, and of deciding one. */
export const CASE_KEYS: readonly KeyGroup[] = [
  {
    title: "Queue",
    keys: [
      { keys: ["J"], label: "Next row" },
      { keys: ["K"], label: "Row before" },
      { keys: ["↵"], label: "Open" },
      { keys: ["C"], label: "Claim" },
    ],
  },
  {
    title: "Case",
    keys: [
      { keys: ["C"], label: "Claim" },
      { keys: ["S"], label: "Hand on, no reason needed" },
      { keys: ["V"], label: "Show what is veiled" },
      { keys: ["I"], label: "Veil names" },
      { keys: ["["], label: "Message before" },
      { keys: ["]"], label: "Message after" },
      { keys: ["A"], label: "Open the account" },
    ],
  },
  {
    title: "Deciding",
    keys: [
      { keys: ["D"], label: "Dismiss, no breach" },
      { keys: ["1"], label: "Warn" },
      { keys: ["5"], label: "Block 24 to 48 h" },
      { keys: ["6"], label: "Daily cap" },
      { keys: ["7"], label: "Stop messaging" },
      { keys: ["P"], label: "Clause" },
      { keys: ["O"], label: "Scope" },
      { keys: ["R"], label: "Release a locked message" },
      { keys: ["X"], label: "Remove a locked message" },
      { keys: ["⌘", "↵"], label: "Decide and open next" },
    ],
  },
];

/** Keys of the policy editor. */
export const POLICY_KEYS: KeyGroup = {
  title: "Policy",
  keys: [
    { keys: ["/"], label: "Find a rule or number" },
    { keys: ["J"], label: "Next rule" },
    { keys: ["K"], label: "Rule before" },
    { keys: ["⌘", "S"], label: "Save now" },
    { keys: ["⌘", "↵"], label: "Propose" },
  ],
};

import { KeyFooter } from "@/components/shell/key-footer";

const KEYS = [
  { keys: ["J", "K"], label: "Move" },
  { keys: ["↵"], label: "Open" },
  { keys: ["C"], label: "Claim" },
  { keys: ["N"], label: "Review next" },
  { keys: ["/"], label: "Search" },
];
const REVIEWER_KEYS = ["Claim", "Review next"];
const MORE_KEYS = [
  { keys: ["⌘", "K"], label: "Commands" },
  { keys: ["?"], label: "All keys" },
];

/** The queue's keys along its foot: those of the reader's role. */
export function QueueKeys({ canClaim }: { canClaim: boolean }) {
  const left = canClaim ? KEYS : KEYS.filter((key) => !REVIEWER_KEYS.includes(key.label));
  return <KeyFooter left={left} right={MORE_KEYS} />;
}

import { LinkTabs } from "@/components/ui/tabs";

const TABS = [
  { key: "policy", href: "/policies", label: "Policy" },
  { key: "playground", href: "/policies/playground", label: "Playground" },
  { key: "filter", href: "/policies/filter", label: "Filter" },
] as const;

/** The three places where the rules are kept, tried out and learned. */
export function PoliciesTabs({ current }: { current: (typeof TABS)[number]["key"] }) {
  return (
    <LinkTabs
      label="Policies"
      tabs={TABS.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}

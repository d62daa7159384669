import { expect, test } from "vitest";
import { can, PERMISSIONS, ROLE_LABELS, ROLES, ROLES_BY_PERMISSION } from "./permission";

// Written out on purpose: who may do what changes here only by somebody's decision, never by accident.
const EXPECTED = `
                 moderator  lead  policy_manager  analyst  admin
queue.view       yes        yes   yes             yes      yes
case.view        yes        yes   yes             yes      no
case.claim       yes        yes   no              no       no
case.decide      yes        yes   no              no       no
appeal.view      yes        yes   yes             yes      no
appeal.decide    yes        yes   no              no       no
account.view     yes        yes   yes             yes      no
analytics.view   yes        yes   yes             yes      yes
policy.view      yes        yes   yes             yes      yes
policy.edit      no         no    yes             no       no
policy.approve   no         yes   yes             no       no
audit.view       no         yes   yes             yes      yes
team.view        no         yes   no              no       yes
team.manage      no         no    no              no       yes
settings.view    no         no    no              no       yes
settings.manage  no         no    no              no       yes
outbox.view      no         yes   yes             no       yes
self             yes        yes   yes             yes      yes
`;

test("the table of roles and permissions is the agreed one", () => {
  const [head = "", ...lines] = EXPECTED.trim().split("\n");
  expect(head.trim().split(/\s+/)).toEqual([...ROLES]);
  const found = Object.fromEntries(
    PERMISSIONS.map((permission) => [
      permission,
      ROLES.map((role) => (can(role, permission) ? "yes" : "no")),
    ]),
  );
  const expected = Object.fromEntries(
    lines.map((line) => {
      const [permission = "", ...answers] = line.trim().split(/\s+/);
      return [permission, answers];
    }),
  );
  expect(found).toEqual(expected);
});

test("nobody who runs the machine judges members, and nobody who judges runs the machine", () => {
  for (const permission of ["case.claim", "case.decide", "appeal.decide"] as const)
    expect(can("admin", permission)).toBe(false);
  for (const role of ROLES.filter((role) => role !== "admin")) {
    expect(can(role, "team.manage")).toBe(false);
    expect(can(role, "settings.view")).toBe(false);
  }
});

test("whoever may act on something may see it", () => {
  const sees = {
    "case.claim": "case.view",
    "case.decide": "case.view",
    "appeal.decide": "appeal.view",
    "team.manage": "team.view",
    "policy.edit": "policy.view",
    "policy.approve": "policy.view",
    "settings.manage": "settings.view",
  } as const;
  for (const [act, see] of Object.entries(sees) as [keyof typeof sees, (typeof sees)[keyof typeof sees]][]) {
    for (const role of ROLES_BY_PERMISSION[act]) expect(can(role, see)).toBe(true);
  }
});

test("every role has a name for people", () => {
  for (const role of ROLES) expect(ROLE_LABELS[role]).toMatch(/^[A-Z]/);
});

/** Roles of the console's people (product.md, who uses it). */
export const ROLES = ["moderator", "lead", "policy_manager", "analyst", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Record<Role, string> = {
  moderator: "Moderator",
  lead: "Senior moderator",
  policy_manager: "Policy manager",
  analyst: "Analyst",
  admin: "Admin",
};

/** Everything a person can be allowed to do. */
export const PERMISSIONS = [
  "queue.view",
  "case.view",
  "case.claim",
  "case.decide",
  "appeal.view",
  "appeal.decide",
  "account.view",
  "analytics.view",
  "policy.view",
  "policy.edit",
  "policy.approve",
  "audit.view",
  "team.view",
  "team.manage",
  "settings.view",
  "settings.manage",
  "outbox.view",
  "self",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYONE: readonly Role[] = ROLES;
const REVIEWERS: readonly Role[] = ["moderator", "lead"];

/** The one table of who may do what. Entry points and `runOperation` both ask it through `can`. */
export const ROLES_BY_PERMISSION: Record<Permission, readonly Role[]> = {
  "queue.view": ["moderator", "lead", "policy_manager", "analyst", "admin"],
  "case.view": ["moderator", "lead", "policy_manager", "analyst"],
  "case.claim": REVIEWERS,
  "case.decide": REVIEWERS,
  "appeal.view": ["moderator", "lead", "policy_manager", "analyst"],
  "appeal.decide": REVIEWERS,
  "account.view": ["moderator", "lead", "policy_manager", "analyst"],
  "analytics.view": EVERYONE,
  "policy.view": EVERYONE,
  "policy.edit": ["policy_manager"],
  /** A second person: never somebody who edited the draft (the database refuses it too). */
  "policy.approve": ["policy_manager", "lead"],
  "audit.view": ["lead", "policy_manager", "analyst", "admin"],
  "team.view": ["lead", "admin"],
  "team.manage": ["admin"],
  "settings.view": ["admin"],
  "settings.manage": ["admin"],
  "outbox.view": ["lead", "policy_manager", "admin"],
  self: EVERYONE,
};

/** Whether a role holds a permission. */
export function can(role: Role, permission: Permission): boolean {
  return ROLES_BY_PERMISSION[permission].includes(role);
}

/** Scopes of a platform's API key (http-api, Auth). */
export const API_SCOPES = ["ingest", "check", "read", "appeal", "admin"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

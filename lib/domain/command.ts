/**
 * Every command `runOperation` accepts, and whether it leaves an audit entry. The few that do not are heartbeats, stored
 * answers and the sealing of the chain itself: their operation row is their trail.
 */
export const COMMANDS = {
  "staff.create": { isAudited: true },
  "staff.set_password": { isAudited: true },
  "staff.set_role": { isAudited: true },
  "staff.deactivate": { isAudited: true },
  "session.sign_in": { isAudited: true },
  "session.sign_in_refused": { isAudited: true },
  "session.sign_out": { isAudited: true },
  "session.touch": { isAudited: false },
  "api_key.create": { isAudited: true },
  "api_key.revoke": { isAudited: true },
  "member.put": { isAudited: true },
  "member.batch": { isAudited: true },
  "message.receive": { isAudited: true },
  "message.batch": { isAudited: true },
  "report.receive": { isAudited: true },
  "case.claim": { isAudited: true },
  "case.heartbeat": { isAudited: false },
  "case.release": { isAudited: true },
  "case.decide": { isAudited: true },
  "notice.read": { isAudited: true },
  "notice.acknowledge": { isAudited: true },
  "appeal.file": { isAudited: true },
  "appeal.decide": { isAudited: true },
  "evidence.add": { isAudited: true },
  "evidence.remove": { isAudited: true },
  "email.delivery": { isAudited: true },
  "idempotency.keep": { isAudited: false },
  "policy.publish": { isAudited: true },
  "settings.set": { isAudited: true },
  "sample.fill": { isAudited: true },
  "audit.seal": { isAudited: false },
} as const satisfies Record<string, { isAudited: boolean }>;
export type Command = keyof typeof COMMANDS;

import { describe, expect, it } from "vitest";
import { CHANNELS } from "./channel";
import { type ChosenMeasure, endOf } from "./decision";
import { decisionNotice, type NoticeContent, noticeMeasures } from "./notice";
import { noticeRows, noticeText } from "./notice-text";
import { DEFAULT_POLICY, findClause } from "./policy";
import { AUDIENCES, EVERYTHING, type Scope } from "./scope";

const DECIDED_AT = new Date("2026-11-20T10:04:00.000Z");

function contentOf(measures: ChosenMeasure[], more: Partial<NoticeContent> = {}): NoticeContent {
  const clause = findClause(DEFAULT_POLICY, "4.2");
  if (!clause) throw new Error("the default policy has clause 4.2");
  return {
    ...decisionNotice({
      memberName: "Mara Quist",
      platformName: "Quayside",
      caseReference: "CS-7Q4K2M1",
      measures,
      clause,
      policyVersion: 1,
      memberReason: "On 19 November you sent 412 messages in 24 hours.\n\nOur limit is 100.",
      origin: "detector",
      decidedAt: DECIDED_AT,
      appealUntil: new Date("2027-05-22T10:04:00.000Z"),
    }),
    ...more,
  };
}

const start: Scope = { ...EVERYTHING, directions: ["start"] };

describe("title and lead", () => {
  it.each<[string, ChosenMeasure[], string, string]>([
    [
      "warning",
      [{ measure: "warning" }],
      "This is a warning about your messages",
      "You can send messages as before.",
    ],
    [
      "cap, everywhere",
      [{ measure: "daily_cap", scope: start, capPerDay: 10, days: 30 }],
      "You can start up to 10 conversations a day until 20 December",
      "You can still reply to everyone.",
    ],
    [
      "cap of one, open period",
      [{ measure: "daily_cap", scope: start, capPerDay: 1, days: null }],
      "You can start up to 1 conversation a day",
      "You can still reply to everyone.",
    ],
    [
      "cap into the next year",
      [{ measure: "daily_cap", scope: start, capPerDay: 10, days: 60 }],
      "You can start up to 10 conversations a day until 19 January 2027",
      "You can still reply to everyone.",
    ],
    [
      "cap in two channels towards strangers",
      [
        {
          measure: "daily_cap",
          scope: { ...start, channels: ["chat", "inmail"], audience: "not_connected" },
          capPerDay: 5,
          days: 14,
        },
      ],
      "You can start up to 5 conversations a day in chat and InMail until 4 December",
      "You can still reply to everyone.",
    ],
    [
      "block of starts",
      [{ measure: "temporary_block", scope: start, hours: 24 }],
      "You can reply, but not start conversations until 21 November, 10:04",
      "You can still reply to everyone.",
    ],
    [
      "block of everything",
      [{ measure: "temporary_block", scope: EVERYTHING, hours: 48 }],
      "You cannot send messages until 22 November, 10:04",
      "You can still read what others send you.",
    ],
    [
      "messaging disabled, no end",
      [{ measure: "messaging_disabled", scope: EVERYTHING, days: null }],
      "You cannot send messages",
      "You can still read what others send you.",
    ],
    [
      "messaging disabled in one channel",
      [{ measure: "messaging_disabled", scope: { ...EVERYTHING, channels: ["inmail"] }, days: 30 }],
      "You cannot send messages in InMail until 20 December",
      "You can still write in chat, groups, your page and connection requests.",
    ],
    [
      "messaging disabled towards strangers",
      [{ measure: "messaging_disabled", scope: { ...EVERYTHING, audience: "not_connected" }, days: 30 }],
      "You cannot send messages to people you are not connected to until 20 December",
      "You can still write to the people you are connected to.",
    ],
    [
      "messaging disabled towards named members",
      [
        {
          measure: "messaging_disabled",
          scope: { ...EVERYTHING, audience: "named", counterparts: ["m-2"] },
          days: 30,
        },
      ],
      "You cannot send messages to certain members until 20 December",
      "You can still write to everyone else.",
    ],
    [
      "replies only stopped",
      [{ measure: "messaging_disabled", scope: { ...EVERYTHING, directions: ["reply"] }, days: 30 }],
      "You cannot reply until 20 December",
      "You can still start conversations.",
    ],
  ])("%s", (_name, measures, title, strong) => {
    const text = noticeText(contentOf(measures));
    expect(text.title).toBe(title);
    expect(text.strong).toBe(strong);
  });

  it("says a second measure in the lead", () => {
    const text = noticeText(
      contentOf([{ measure: "warning" }, { measure: "daily_cap", scope: start, capPerDay: 10, days: 30 }]),
    );
    expect(text.title).toContain("up to 10 conversations");
    expect(text.rest).toBe("It is also a warning. Nothing else on your account has changed.");
  });
});

describe("every measure, scope and period", () => {
  const scopes = CHANNELS.flatMap((_channel, index) =>
    AUDIENCES.flatMap((audience) =>
      [["start"], ["reply"], ["start", "reply"]].map(
        (directions): Scope => ({
          channels: CHANNELS.slice(0, index + 1),
          directions: directions as Scope["directions"],
          audience,
          counterparts: audience === "named" ? ["member-secret"] : [],
        }),
      ),
    ),
  );
  const all: ChosenMeasure[] = scopes.flatMap((scope): ChosenMeasure[] => [
    { measure: "temporary_block", scope, hours: 24 },
    { measure: "temporary_block", scope, hours: 48 },
    { measure: "daily_cap", scope, capPerDay: 10, days: 30 },
    { measure: "daily_cap", scope, capPerDay: 10, days: null },
    { measure: "messaging_disabled", scope, days: 30 },
    { measure: "messaging_disabled", scope, days: null },
  ]);

  it.each(
    [...all, { measure: "warning" } as const].map((chosen) => [JSON.stringify(chosen), chosen] as const),
  )("%s", (_name, chosen) => {
    const text = noticeText(contentOf([chosen]));
    const everything = JSON.stringify(text);
    expect(text.title).not.toMatch(/undefined|null|NaN|\s\s/);
    expect(everything).not.toMatch(/\bR\d{1,2}\b|\bD\d{1,2}\b|member-secret/);
    const end = endOf(chosen, DECIDED_AT);
    if (chosen.measure === "warning") expect(text.ends).toEqual([]);
    else if (end) expect(text.ends).toEqual([expect.stringContaining("10:04 UTC")]);
    else expect(text.ends).toEqual([expect.stringContaining("no end date")]);
    expect(text.steps.length).toBe(end && text.steps.length > 0 ? 2 : 0);
    for (const row of text.rows) {
      if (chosen.measure === "warning") expect(row.start.standing).toBe("open");
      else if (!chosen.scope.channels.includes(row.channel)) {
        expect([row.start.standing, row.reply.standing]).toEqual(["open", "open"]);
      } else if (chosen.measure === "daily_cap") {
        expect(row.reply.standing).toBe("open");
      } else {
        const stopped = chosen.scope.audience === "anyone" ? "closed" : "limited";
        expect(row.start.standing).toBe(chosen.scope.directions.includes("start") ? stopped : "open");
        expect(row.reply.standing).toBe(chosen.scope.directions.includes("reply") ? stopped : "open");
      }
    }
  });
});

describe("the way back", () => {
  it("rises at each end", () => {
    const text = noticeText(
      contentOf([
        { measure: "temporary_block", scope: EVERYTHING, hours: 48 },
        { measure: "daily_cap", scope: start, capPerDay: 10, days: 30 },
      ]),
    );
    expect(text.steps).toEqual([
      { at: "20 Nov", label: "No messages", height: 0.12 },
      { at: "22 Nov", label: "10 a day", height: 0.42 },
      { at: "20 Dec", label: "No limit", height: 1 },
    ]);
    expect(text.ends).toHaveLength(2);
  });

  it("draws nothing that has no end", () => {
    expect(
      noticeText(contentOf([{ measure: "messaging_disabled", scope: EVERYTHING, days: null }])).steps,
    ).toEqual([]);
  });
});

describe("what stands beside it", () => {
  it("keeps the moderator's words as paragraphs and says who decided", () => {
    const text = noticeText(contentOf([{ measure: "warning" }]));
    expect(text.why).toEqual(["On 19 November you sent 412 messages in 24 hours.", "Our limit is 100."]);
    expect(text.origin).toContain("The counting was automatic; the decision was not.");
    expect(text.facts).toContainEqual({ term: "Decided by", value: "A person" });
    expect(text.facts).toContainEqual({ term: "Clause", value: "4.2, Unsolicited bulk messages" });
  });

  it("offers the appeal with its date, and how soon it is answered", () => {
    const text = noticeText(contentOf([{ measure: "warning" }]), { answerWithinHours: 168 });
    expect(text.appeal?.text).toContain("normally within 7 days");
    expect(text.appeal?.until).toBe("Open until 22 May 2027. Appealing can never make it worse.");
    expect(noticeText(contentOf([{ measure: "warning" }], { appealUntil: null })).appeal).toBeNull();
  });

  it("shows what is in force now, not what the notice once said", () => {
    const text = noticeText(contentOf([{ measure: "messaging_disabled", scope: EVERYTHING, days: 30 }]), {
      now: [],
    });
    expect(text.rows.every((row) => row.start.text === "Yes" && row.reply.text === "Yes")).toBe(true);
  });

  it("lets the lowest cap and the hardest stop speak", () => {
    const rows = noticeRows(
      noticeMeasures(
        [
          { measure: "daily_cap", scope: start, capPerDay: 10, days: 30 },
          { measure: "temporary_block", scope: { ...start, channels: ["chat"] }, hours: 24 },
        ],
        DECIDED_AT,
      ),
    );
    expect(rows.find((row) => row.channel === "chat")?.start.text).toBe("No");
    expect(rows.find((row) => row.channel === "group")?.start.text).toBe("10 a day, together");
  });
});

describe("an appeal's answers", () => {
  const answer = (outcome: NoticeContent["appealOutcome"], measures: ChosenMeasure[]) =>
    noticeText(contentOf(measures, { kind: "appeal_decided", appealOutcome: outcome, appealUntil: null }));

  it("overturned", () => {
    const text = answer("overturned", []);
    expect(text.title).toBe("The decision no longer stands");
    expect(text.strong).toBe("You can send messages as before.");
    expect(text.appeal).toBeNull();
  });

  it("overturned, but an earlier decision holds again", () => {
    const text = answer("overturned", [{ measure: "daily_cap", scope: start, capPerDay: 20, days: 10 }]);
    expect(text.strong).toBe("You can still reply to everyone.");
    expect(text.rest).toContain(
      "An earlier decision holds again: you can start up to 20 conversations a day",
    );
  });

  it("reduced", () => {
    const text = answer("reduced", [{ measure: "daily_cap", scope: start, capPerDay: 20, days: 10 }]);
    expect(text.rest).toBe("From now on: you can start up to 20 conversations a day until 30 November.");
  });

  it("upheld", () => {
    expect(answer("upheld", [{ measure: "warning" }]).title).toBe("After your appeal, the decision stands");
  });

  it("received, with the day of the answer", () => {
    const text = noticeText(
      contentOf([], { kind: "appeal_received", appealUntil: null, answerDueAt: "2026-12-01T09:00:00.000Z" }),
    );
    expect(text.rest).toContain("normally by 1 December");
  });
});

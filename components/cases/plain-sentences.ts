import type { CaseView } from "@/lib/contracts/case";
import type { Category } from "@/lib/domain/report";
import { signalSentence } from "@/lib/domain/signal-sentence";

const ABOUT: Record<Category, string> = {
  spam: "You sent unwanted messages to people who have no relationship with you.",
  scam: "Your messages asked people for money or data under a false pretence.",
  harassment: "You kept writing to someone in a way that attacks or frightens them.",
  hate: "Your message attacks people for who they are.",
  threat: "Your message threatens someone.",
  impersonation: "You wrote in the name of somebody you are not.",
  fake_account: "The details of your account do not belong to the person who uses it.",
  sexual: "You sent personal advances to someone who did not want them.",
  privacy: "You asked for, or passed on, private data of other people.",
  self_harm: "Your message encourages people to hurt themselves.",
  prohibited_goods: "Your messages offer something that may not be sold here.",
  other: "Your messages break our messaging policy.",
};

const ADVICE: Partial<Record<Category, string>> = {
  spam: "Write to people who know you or asked to hear from you, and make each message its own.",
  harassment: "Please do not write to this person again.",
  sexual: "Please do not write to this person again.",
};

function day(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long" }).format(
    new Date(at),
  );
}

/**
 * Sentences a moderator can put into the words to the member: what was measured with its limit, what it was about, what
 * would be better. Never a rule code, never a reporter.
 */
export function plainSentences(view: Pick<CaseView, "category" | "signals">): string[] {
  const measured = view.signals.flatMap((signal) => {
    const { rule, measured: figure, threshold, automated = null } = signal;
    const what = signalSentence(rule, String(figure), String(threshold), automated);
    // D3 is crossed at its threshold, the others above it.
    const isCrossed = figure > threshold || (rule === "D3" && figure === threshold);
    return what && isCrossed ? [`On ${day(signal.at)} ${what}.`] : [];
  });
  const advice = ADVICE[view.category];
  return [...measured.slice(0, 3), ABOUT[view.category], ...(advice ? [advice] : [])];
}

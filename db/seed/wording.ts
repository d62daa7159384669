import type { Category } from "../../lib/domain/report";
import type { Language } from "./talk";

/** What reviewers note for the record. */
export const DISMISSED: readonly string[] = [
  "Read the whole conversation. Clumsy, but the two know each other and the tone is mutual.",
  "One message, no follow-up, a plausible business reason. No breach of the clause.",
  "The reporter answered kindly twice before reporting. Nothing here goes against the policy.",
  "A genuine job offer; the company confirms the post. Dismissed.",
  "Disagreement about an invoice. Not for us to judge, nothing abusive in it.",
  "Figures are below every threshold and the text is personal. No breach.",
  "Looks like a mistaken report: the text is an ordinary follow-up with an answer.",
];

export const BRIGADE_DISMISSED =
  "Forty reports within three hours, all from accounts made in the same week and sharing devices. The member's messages are ordinary. No breach; the reporting accounts are looked at separately.";

export const ACTIONED: Partial<Record<Category, readonly string[]>> & { other: readonly string[] } = {
  spam: [
    "Same text to many people who never answered; two reminders after a clear no.",
    "Bulk offer, no relationship, opened far more conversations than usual that day.",
    "Second time within the strike period; the first notice asked to stop exactly this.",
  ],
  scam: [
    "Advance payment before a contract. The named company says it does not know this person.",
    "Password page on a foreign address. Clear phishing, several people received it.",
    "Asks for a code by text message; the pattern matches the cases of last month.",
  ],
  harassment: [
    "Personal insults after being asked to stop.",
    "Repeated, targeted, with a hint at where the other person is.",
  ],
  hate: ["Attacks a person for their origin. No context that would change this."],
  threat: ["Credible threat with place and time. Sending stopped at once."],
  sexual: ["Sexual advance tied to a job offer.", "Repeated advances after silence; photo requested."],
  other: [
    "The clause is met on the plain words of the message.",
    "Not who they say they are; the profile was made last week.",
  ],
};

/** What the member is told. */
export const MEMBER_REASONS: Partial<Record<Category, readonly string[]>> & { other: readonly string[] } = {
  spam: [
    "You sent nearly the same text to many people who do not know you, and wrote again after they had not answered.",
    "Several people who had no relationship with you received your offer and asked us to look at it.",
  ],
  scam: [
    "Your message asked for money or access data under circumstances that our policy does not allow.",
    "Your message led to a page that is made to collect passwords.",
  ],
  harassment: ["You kept writing in an insulting way to someone who had asked you to stop."],
  hate: ["Your message attacks a person for who they are."],
  threat: ["Your message contains a threat against another person."],
  sexual: ["Your message contains a romantic or sexual advance. This is a place for work."],
  other: [
    "Your message goes against the clause named here.",
    "The account does not show who you really are.",
  ],
};

/** Appeals: why, what was done, business need. */
export const APPEAL_STATEMENTS: Record<Language, readonly string[]> = {
  en: [
    "The people I wrote to had asked for our price list at the fair in {city}. I can show the list with their signatures.",
    "I did not know that two reminders count as too many. I was only trying to be thorough and I am sorry that it annoyed people.",
    "My assistant used a tool that sends follow-ups by itself. I have ended that contract on the day your notice came.",
    "This is a misunderstanding. The message was a joke between two former colleagues, as the earlier messages show.",
    "Somebody had my password for two days. I have changed it and turned on the second factor; the messages were not mine.",
    "I recruit nurses for three hospitals. Those I wrote to had applied to us and asked to be kept informed.",
    "The text is the same for everybody because our legal department requires it word for word.",
  ],
  de: [
    "Ich vermittle Pflegekräfte für drei Kliniken. Die Angeschriebenen hatten sich bei uns beworben und um Nachricht gebeten.",
    "Meine Nachrichten gingen nur an Kundinnen und Kunden aus {city}, mit denen wir Verträge haben. Die Verträge lege ich bei.",
  ],
  es: ["Las personas a las que escribí habían pedido nuestra lista de precios. Adjunto los formularios."],
  fr: [
    "Les personnes contactées avaient demandé notre catalogue au salon de {city}. Je joins les formulaires.",
  ],
};
export const APPEAL_STEPS: Record<Language, readonly string[]> = {
  en: [
    "I stopped the weekly round letter and write every text by hand now.",
    "I deleted the list, cancelled the tool and read the messaging policy from start to end.",
    "I apologised to both people and will not write to them again.",
  ],
  de: ["Ich habe den Rundbrief beendet und schreibe jetzt jeden Text einzeln."],
  es: ["He borrado la lista y escribo cada mensaje a mano."],
  fr: ["J'ai supprimé la liste et j'écris désormais chaque message moi-même."],
};
export const BUSINESS_NEEDS: readonly string[] = [
  "Night shifts are filled within hours; I need twenty to thirty messages a day in the first week of a month.",
  "We sell seasonal goods and most orders come in six weeks.",
  "I answer support questions of about forty customers a day.",
];

export const APPEAL_REPLIES = {
  upheld: [
    "We read your appeal and the conversation again. The messages went to people who had no relationship with you, so the decision stays. It ends on the date named in your notice.",
    "Thank you for explaining. What you changed is good and will count in future; for these messages the decision stays.",
  ],
  reduced: [
    "We read your appeal again together with what you have changed since. A milder measure is enough; the new notice says what you can do.",
  ],
  overturned: [
    "You are right, and we are sorry. The people you wrote to had asked for it. The measure is lifted and does not count against you.",
    "We looked at this again and should have decided otherwise. The measure is lifted, the strike is removed.",
  ],
} as const;
export const APPEAL_REASONS = {
  upheld: ["Evidence covers a handful of the recipients only. Clause met."],
  reduced: ["Volume fell to normal and texts are personal now; the original period was longer than needed."],
  overturned: [
    "Recipients had applied and asked to be informed; the first reading missed it.",
    "The first decision rests on one message out of context.",
  ],
} as const;

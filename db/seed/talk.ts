/** Languages of the sample platform, ISO 639-1. */
export const LANGUAGES = ["en", "de", "es", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Everyday conversations: lines of two sides in turn, the opener first. `{…}` is filled per conversation. */
export const TALK: Record<Language, readonly (readonly string[])[]> = {
  en: [
    [
      "Hi {to}, we met at the {industry} fair in {city} last week. You wanted to see the test results, here is the short version: two lines passed, the third needs a new seal.",
      "Good to hear from you, {from}. Which seal was it, the outer one?",
      "The outer one. The supplier sends a replacement on Thursday.",
      "Then let us wait for that and run the whole series again.",
      "Agreed. I will book the bench for Friday morning.",
      "Perfect, I will be there at nine.",
    ],
    [
      "Hello {to}, thanks for connecting. I saw that your team moved to {city}; are you keeping the old warehouse?",
      "Only until spring. After that everything goes to the new site.",
      "If you look for somebody to run the handover, my colleague did exactly that at {company}.",
      "That would help a great deal. Could you introduce us?",
      "With pleasure. I will write to you both this afternoon.",
      "Thank you!",
      "Done, you have it in your inbox.",
    ],
    [
      "Dear {to}, we are filling the post of {role} in {city}. Your profile fits well. Would you be open to a first talk of twenty minutes?",
      "Thank you for writing. What is the salary range?",
      "Between 58 and 64 thousand, depending on experience, four days a week possible.",
      "That sounds fair. Wednesday after 16:00 suits me.",
      "Wednesday 16:30 then. I will send the description beforehand.",
    ],
    [
      "Morning! Are you coming to the meetup on Thursday?",
      "Yes, but I will be late. Save me a seat?",
      "Of course. Anything you want to ask the speaker?",
      "How they moved forty services without a single night shift.",
      "Ha, I want to know that too.",
      "See you there.",
    ],
    [
      "{to}, a quick question about the {industry} tender: is the deadline the 14th or the 15th?",
      "The 14th, noon. They moved it forward.",
      "Thanks, that would have been embarrassing.",
      "Happened to us last year. Shout if you need the form again.",
    ],
    [
      "Hi {to}, congratulations on ten years at {company}!",
      "That is kind, thank you. It went by quickly.",
      "Do you still train the new starters yourself?",
      "Every second month. I like it more than the budget rounds.",
      "I can imagine. Lunch when you are next in {city}?",
      "Gladly, I am there on the 3rd.",
    ],
    [
      "Hello, I am writing my thesis on {industry} and would like to ask you four questions. It takes ten minutes. Would that be all right?",
      "Happy to help. Send them over.",
      "Thank you so much, they are in the attached file.",
      "Answered all but the third; I may not talk about prices.",
      "Completely understandable. You will get a copy when it is done.",
    ],
    [
      "Could you send me the slides from Tuesday?",
      "Sure, they are in the shared folder now. Page 12 has an error, the axis is in thousands.",
      "Noted. The part about lead times was excellent.",
      "Thanks, that was Wren's idea.",
    ],
    [
      "We have two places left in the first-aid course on Monday. Does anyone in your team still need it?",
      "Two people do. May I give them your number?",
      "Just let them write to me here, please.",
      "They will. Thank you for thinking of us.",
    ],
    [
      "Hi {to}, the invoice you sent has last year's address on it. Could you issue a new one?",
      "Sorry about that, a new one is on its way.",
      "Received. Payment goes out with Friday's run.",
    ],
  ],
  de: [
    [
      "Guten Tag {to}, wir haben uns auf der Messe in {city} kurz gesprochen. Darf ich Ihnen die Messreihe schicken?",
      "Gern. Am liebsten als Tabelle, nicht als Bild.",
      "Kommt heute Nachmittag. Zwei Werte sind noch vorläufig.",
      "Kein Problem, ich vergleiche sie dann mit unseren.",
      "Wunderbar, bis Freitag.",
    ],
    [
      "Hallo {to}, ist die Stelle als {role} noch offen?",
      "Ja, bis Monatsende. Bewerben Sie sich ruhig direkt bei mir.",
      "Sehr gut, die Unterlagen schicke ich morgen.",
      "Dann sprechen wir nächste Woche.",
    ],
    [
      "Kannst du mir die Präsentation von gestern schicken?",
      "Liegt im gemeinsamen Ordner. Seite 7 bitte noch nicht weitergeben.",
      "Verstanden, danke dir!",
    ],
    [
      "Liebe {to}, herzlichen Glückwunsch zum neuen Aufgabengebiet!",
      "Vielen Dank, das freut mich sehr. Es ist viel Neues.",
      "Wenn du jemanden zum Mitdenken brauchst, sag Bescheid.",
      "Das mache ich bestimmt.",
    ],
  ],
  es: [
    [
      "Buenos días, {to}. Nos conocimos en la feria de {city}. ¿Le envío el informe que comentamos?",
      "Sí, por favor. ¿Incluye los datos de marzo?",
      "Los incluye, aunque son provisionales.",
      "Perfecto, lo reviso el jueves y le digo.",
    ],
    [
      "Hola {to}, ¿sigue abierto el puesto de {role}?",
      "Sí, hasta fin de mes. Mándame tu currículum y lo vemos.",
      "Te lo envío esta tarde. ¡Gracias!",
    ],
    ["¿Vienes a la charla del miércoles?", "Voy, pero llegaré tarde. ¿Me guardas sitio?", "Claro que sí."],
  ],
  fr: [
    [
      "Bonjour {to}, nous nous sommes croisés au salon de {city}. Puis-je vous envoyer les résultats des essais ?",
      "Avec plaisir. Avez-vous aussi les mesures de mars ?",
      "Oui, elles sont encore provisoires.",
      "Très bien, je vous réponds vendredi.",
    ],
    [
      "Bonjour, le poste de {role} est-il toujours ouvert ?",
      "Oui, jusqu'à la fin du mois. Envoyez-moi votre dossier.",
      "Je vous l'envoie ce soir. Merci beaucoup.",
    ],
    [
      "Tu peux m'envoyer les diapositives d'hier ?",
      "Elles sont dans le dossier commun. La page 7 n'est pas encore publique.",
      "Compris, merci !",
    ],
  ],
};

/** Fills the slots of a template; a slot without a value is a mistake in the template. */
export function fill(template: string, slots: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
}

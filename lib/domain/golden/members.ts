import { at, type GoldenStream, Stream } from "./stream";

const ROLES = "nurse,welder,baker,pilot,tutor,clerk,miner,tailor,porter,editor,cook,judge,coach,diver".split(
  ",",
);
const PLACES = "harbour,valley,market,station,island,border,quarry,garden,bridge,museum,castle,forest".split(
  ",",
);

/** A text of its own for every number: hardly a pair of words in common with another. */
function ownText(nth: number): string {
  const role = ROLES[nth % ROLES.length];
  const place = PLACES[nth % PLACES.length];
  const more = ["a", "b", "c", "d", "e", "f"].map((sign) => `${role}${sign}${place}`.repeat(1 + (nth % 3)));
  return `${role} ${more.join(" ")} ${place}`;
}

function people(count: number): string[] {
  return Array.from({ length: count }, (_, nth) => `p${nth + 1}`);
}

const NAMES = "Anna,Ben,Carla,Dinesh,Eva,Farid,Greta,Hugo,Ines,Jan".split(",");

function honestRecruiter(): GoldenStream {
  const stream = new Stream();
  for (const [nth, person] of people(120).entries()) {
    const day = Math.floor(nth / 6) + 2 * Math.floor(nth / 30);
    const minutes = 540 + (nth % 6) * 50;
    const isConnected = nth % 5 < 2;
    const values = isConnected ? {} : ({ degree: 2, channel: "inmail" } as const);
    stream.send(at(day, minutes), person, { ...values, body: ownText(nth) });
    if (nth % 5 < 2) {
      stream.answer(at(day, minutes + 20), person);
      stream.send(at(day, minutes + 25), person, {
        isReply: true,
        body: "Gladly, shall we talk tomorrow at ten?",
      });
    }
    // A single reminder a week later.
    if (nth % 5 === 4) stream.send(at(day + 7, minutes + 10), person, { body: ownText(nth + 500) });
  }
  return {
    name: "recruiter, honest month",
    sender: { accountType: "recruiter_professional", connectionCount: 900 },
    messages: stream.messages,
    expected: [],
  };
}

function templateBlast(): GoldenStream {
  const stream = new Stream();
  for (const [nth, person] of people(25).entries()) {
    const name = NAMES[nth % NAMES.length];
    const body = `${nth % 2 === 0 ? "Hi" : "Dear"} ${name}, we help people like you, ${name}, to double what they earn from home in ${nth + 2} weeks. Write to me today at https://offer.test/${nth}`;
    stream.send(at(0, 600 + nth * 5), person, { body });
  }
  return {
    name: "template blast with names swapped",
    sender: { accountType: "basic", connectionCount: 200 },
    messages: stream.messages,
    expected: ["D9 21/20 m021"],
  };
}

function dripToOne(): GoldenStream {
  const stream = new Stream();
  for (let nth = 0; nth < 5; nth++) stream.send(at(nth * 2, 600), "p1");
  stream
    .answer(at(9), "p1")
    .send(at(9, 5), "p1", { isReply: true })
    .send(at(9, 600), "p1")
    .send(at(10), "p1");
  return {
    name: "drip to one person, an answer, and again",
    sender: { accountType: "basic", connectionCount: 200 },
    messages: stream.messages,
    // After the answer: one turn that answers, then two more.
    expected: ["D7 by_hand 3/2 m003", "D8 2/1 m003", "D8 2/1 m009"],
  };
}

function weekendBurst(): GoldenStream {
  const stream = new Stream();
  for (let nth = 0; nth < 110; nth++) stream.send(at(5, 600 + nth / 2), `p${(nth % 40) + 1}`);
  for (let nth = 0; nth < 5; nth++) stream.send(at(6, 600 + nth), `q${nth}`);
  return {
    name: "weekend burst to connections",
    sender: { accountType: "basic", connectionCount: 200 },
    messages: stream.messages,
    // On Sunday: none of the forty conversations of Saturday was answered.
    expected: ["D5 51/50 m051", "D3 100/100 m100", "D1 101/100 m101", "D10 0/0.1 m111"],
  };
}

function botByMinute(): GoldenStream {
  const stream = new Stream();
  for (let nth = 0; nth < 30; nth++) {
    const values = { isAutomated: true, degree: nth < 10 ? 1 : 2, body: ownText(nth) } as const;
    stream.send(at(1, 120 + nth / 60), `p${nth + 1}`, values);
  }
  return {
    name: "bot by minute",
    sender: { accountType: "basic", connectionCount: 200 },
    messages: stream.messages,
    expected: ["D20 minute 20/20 m020", "D6 26/25 m026"],
  };
}

function newcomerWithRequests(): GoldenStream {
  const stream = new Stream();
  const request = { channel: "connection_request", degree: 3 } as const;
  for (let nth = 0; nth < 25; nth++) stream.send(at(0, nth * 10), `p${nth}`, request);
  for (let day = 1; day <= 4; day++)
    for (let nth = 0; nth < 19; nth++) stream.send(at(day, nth * 10), `q${day}-${nth}`, request);
  stream.send(at(8), "r1", request);
  return {
    name: "newcomer with many requests",
    sender: { accountType: "basic", connectionCount: 3 },
    messages: stream.messages,
    expected: ["D4 day 21/20 m021", "D4 week 101/100 m101"],
  };
}

function busyDay(name: string, sender: GoldenStream["sender"], expected: string[]): GoldenStream {
  const stream = new Stream();
  for (let nth = 0; nth < 150; nth++) stream.send(at(2, nth * 9.5), `p${Math.floor(nth / 2) + 1}`);
  return { name, sender, messages: stream.messages, expected };
}

function answered(name: string, answers: number, expected: string[]): GoldenStream {
  const stream = new Stream();
  for (const [nth, person] of people(30).entries()) {
    stream.send(at(Math.floor(nth / 3), 600 + (nth % 3) * 60), person, { body: ownText(nth) });
    if (nth < answers) stream.answer(at(Math.floor(nth / 3), 620 + (nth % 3) * 60), person);
  }
  stream.send(at(10, 600), "last");
  return {
    name,
    sender: { accountType: "premium_career", connectionCount: 200 },
    messages: stream.messages,
    expected,
  };
}

/** Members as they write, under the whole policy a new installation starts with. */
export const GOLDEN_MEMBERS: GoldenStream[] = [
  honestRecruiter(),
  templateBlast(),
  dripToOne(),
  weekendBurst(),
  botByMinute(),
  newcomerWithRequests(),
  busyDay("premium just under", { accountType: "premium_business", connectionCount: 500 }, ["D5 76/75 m076"]),
  busyDay("the same day without premium", { accountType: "basic", connectionCount: 500 }, [
    "D5 51/50 m051",
    "D1 101/100 m101",
  ]),
  busyDay("the same day with a large network", { accountType: "basic", connectionCount: 1_000 }, [
    "D5 51/50 m051",
    "D1 81/80 m081",
  ]),
  // 3 of 30; on the way there 3 of 27, 3 of 24 and 3 of 21 were answered.
  answered("floor just above", 3, []),
  // 2 of 21 on the eighth day is the first sample of twenty; it is raised once.
  answered("floor just below", 2, ["D10 0.095/0.1 m024"]),
];

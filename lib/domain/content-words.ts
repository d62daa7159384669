import type { ContentRuleName } from "./content-rule";

/** Phrases of one weight in log-odds, separated by semicolons. `#` is any number, `¤` any currency sign. */
type WeightedPhrases = readonly (readonly [weight: number, phrases: string])[];

/**
 * The words the filter knows before it learned anything, by rule; English, German, Spanish, French. Own lists, made from
 * what policy-facts D15–D19 name. Lower case and accents do not matter: they are read as the text is.
 */
const SPAM: WeightedPhrases = [
  [
    2.6,
    "you have won;you won;you are a winner;you have been selected;you have been chosen;congratulations you;claim your;claim now;claim your prize;cash prize;prize draw;prize money;guaranteed prize;free gift;free entry;act now;call now;text now;txt now;order now;apply now;buy now;click here;click below;click the link;click this link;this is not spam;not spam;100 % free;# % free;risk free;no obligation;no strings attached;double your money;earn ¤;make ¤;win ¤;won ¤;¤ # cash;make money fast;easy money;fast cash;extra cash;free money;get rich;million dollars;million euros;lottery;jackpot;unclaimed;inheritance;next of kin;beneficiary;wire transfer;western union;money order;gift card;gift cards;dear beneficiary;urgent reply;final notice;final reminder;last chance;last warning;act immediately;limited time;limited time offer;offer expires;offer ends;while stocks last;while supplies last;once in a lifetime;exclusive deal;special promotion;unsubscribe;opt out;reply stop;text stop;to stop;t c;t cs;ts and cs;terms and conditions apply;per min;per minute;p min;ppm;# p min;# ppm;# p msg;std txt;txt rate;national rate;freephone;freemsg;ringtone;ringtones;secret admirer;weight loss;lose weight;miracle cure;anti aging;cheap meds;online pharmacy;viagra;cialis;casino;no deposit;betting tips;crypto giveaway;bitcoin giveaway;guaranteed profit;guaranteed profits;guaranteed return;guaranteed returns;guaranteed income",
  ],
  [
    1.6,
    "free;winner;won;prize;urgent;urgently;guaranteed;guarantee;claim;bonus;reward;cash;credit;voucher;vouchers;discount;cheap;bargain;txt;sms;awarded;congratulations;congrats;selected;exclusive;hurry;instant;instantly;immediately;important notice;attention;dear friend;dear sir;dear madam;dear sir madam;dear customer;dear user;dear member;hello dear;valued customer;valued member;make money;earn money;extra income;passive income;financial freedom;be your own boss;work from home;home based;no experience;no investment;investment opportunity;forex;binary options;trading signals;crypto;bitcoin;multi level;mlm;network marketing;join my team;join our team now;reply now;respond now;reply yes;reply with yes;dm me;whatsapp me;inbox me;contact us now;call us;subscribe;subscription;promo;promo code;coupon;sale ends;% off;# % off;best price;lowest price;best rates;low rates;cheap rates;free trial;free quote;free consultation;free sample;loan;loans;debt;refinance;mortgage;insurance quote;adult;dating;singles;hot girls;sexy;camera phone;tones;wallpaper;unlimited;draw;landline;box;po box;entry;weekly;wkly;award;customer service",
  ],
  [
    0.7,
    "offer;offers;deal;deals;save;opportunity;amazing;incredible;unbelievable;fantastic;profit;profits;income;money;¤;click;link;visit;now;today only;tonight only;limited;special;satisfaction;success;secret;trial;mobile;phone;text;call;reply;service;order;collect;contact;hi there;greetings;to whom it may concern;#",
  ],
  [
    1.8,
    "sie haben gewonnen;herzlichen glueckwunsch sie;jetzt zugreifen;jetzt bestellen;jetzt kaufen;jetzt anmelden;nur heute;nur fuer kurze zeit;solange der vorrat reicht;100 % gratis;gratis;kostenlos;kostenlose;gewinn;gewinner;gewinnspiel;gutschein;rabatt;schnaeppchen;garantiert;geld verdienen;schnelles geld;nebenverdienst;passives einkommen;finanzielle freiheit;ohne risiko;risikofrei;dringend;letzte chance;letzte mahnung;klicken sie hier;hier klicken;klick hier;kredit ohne schufa;sofortkredit;abnehmen;erbschaft;lotterie;sehr geehrter kunde;lieber kunde;lieber freund;zum sonderpreis;sonderangebot",
  ],
  [
    1.8,
    "ha ganado;has ganado;felicidades ha;gratis;gratuito;premio;premios;ganador;loteria;urgente;oferta limitada;oferta especial;solo hoy;por tiempo limitado;ultima oportunidad;compre ahora;compra ahora;haz clic;haga clic;clic aqui;pincha aqui;dinero facil;dinero rapido;gana dinero;ganar dinero;ingresos pasivos;libertad financiera;sin riesgo;garantizado;garantizada;descuento;cupon;prestamo;prestamos;herencia;estimado cliente;querido amigo;bono;adelgazar",
  ],
  [
    1.8,
    "vous avez gagne;tu as gagne;felicitations vous;gratuit;gratuite;gratuitement;cadeau;gagnant;loterie;urgent;offre limitee;offre speciale;offre exclusive;derniere chance;aujourd'hui seulement;duree limitee;achetez maintenant;commandez maintenant;cliquez ici;cliquez sur;argent facile;gagner de l'argent;gagnez de l'argent;revenus passifs;revenu passif;liberte financiere;sans risque;garanti;garantie;remise;bon de reduction;pret rapide;credit rapide;heritage;cher client;chere cliente;cher ami;maigrir;promotion",
  ],
];

/** D15: selling to people who do not know the sender, and what may not be sold at all. */
const PROMOTION: WeightedPhrases = [
  [
    3.4,
    "fake passport;fake passports;fake id;fake ids;fake documents;fake diploma;buy followers;sell followers;real followers;buy likes;buy reviews;fake reviews;five star reviews;escort service;escort services;escorts;sell my account;buy accounts;verified accounts;stolen cards;cloned cards;cvv shop;without prescription;no prescription;steroids;cocaine;cannabis delivery;weed delivery;exam answers;write your thesis;write your essay;essay writing service;buy a degree;falscher pass;gefaelschte;follower kaufen;ohne rezept;comprar seguidores;pasaporte falso;sin receta;acheter des abonnes;faux passeport;faux papiers;sans ordonnance",
  ],
  [
    2.2,
    "our special offer;special offer;limited offer;exclusive offer;introductory offer;book a demo;book your demo;schedule a demo;free demo;book a call;book a free call;hop on a call;jump on a quick call;sign up today;sign up now;register now;enroll now;buy now;order now;order today;shop now;our product;our products;our services;our solution;our software;our platform helps;our agency;our company offers;we offer;we are offering;we provide;i am offering;i offer;we help businesses;we help companies;i help businesses;i help coaches;i help founders;grow your business;boost your business;scale your business;boost your sales;increase your sales;more sales;double your revenue;increase your revenue;grow your revenue;more leads;qualified leads;lead generation;generate leads;seo services;seo package;rank on google;first page of google;web design services;website redesign;web development services;app development services;outsource;outsourcing;offshore team;competitive price;competitive prices;affordable price;affordable prices;best price;wholesale price;factory price;bulk price;price list;our catalog;our catalogue;discount code;promo code;coupon code;# % off;# % discount;free trial;money back guarantee;limited spots;limited seats;only # spots;only # seats;spots left;join my webinar;free webinar;join our webinar;masterclass;my course;my new course;my coaching;coaching program;coaching programme;my program;investment opportunity;business opportunity;guaranteed returns;passive income;financial freedom;trading signals;crypto investment;forex trading;network marketing;join my team;mlm;email list;contact list;database of;purchased list;mailing list for sale;guest post;backlinks;sponsored post",
  ],
  [
    1.0,
    "offer;discount;promotion;pricing;price;cheap;deal;sale;demo;webinar;roi;revenue;leads;clients;customers;solution;solutions;guarantee;guaranteed;free;exclusive;limited;interested;interested in;quick question;quick call;15 minutes;quick chat;opportunity;partner with us;benefit;benefits;increase;boost;results;proven;investment;returns;trading;crypto",
  ],
  [
    2.2,
    "unser angebot;unsere angebote;sonderangebot;unsere produkte;unsere dienstleistungen;unsere leistungen;wir bieten;ich biete;jetzt bestellen;jetzt buchen;jetzt kaufen;jetzt anmelden;kostenlose demo;kostenloses erstgespraech;unverbindliches angebot;mehr umsatz;mehr kunden;neue kunden gewinnen;leads generieren;passives einkommen;finanzielle freiheit;rabatt;# % rabatt;zum sonderpreis;nuestra oferta;oferta especial;nuestros productos;nuestros servicios;ofrecemos;le ofrecemos;te ofrezco;compre ahora;reserva una demo;aumente sus ventas;aumentar tus ventas;mas clientes;ingresos pasivos;libertad financiera;# % de descuento;notre offre;offre speciale;nos produits;nos services;nous proposons;nous vous proposons;je vous propose;achetez maintenant;commandez maintenant;reservez une demo;augmentez vos ventes;plus de clients;revenus passifs;liberte financiere;# % de remise",
  ],
];

/** D17: what phishing says around its link. The links themselves are judged apart. */
const PHISHING: WeightedPhrases = [
  [
    2.4,
    "verify your account;verify your identity;confirm your account;confirm your identity;confirm your password;update your payment;update your billing;update your account;account suspended;account has been suspended;account will be suspended;account will be closed;account has been limited;account has been locked;unusual activity;suspicious activity;unusual sign in;unauthorized login;unauthorised login;restore access;restore your account;reset your password;password expires;password will expire;security alert;log in here;login here;sign in here;log in to confirm;enable content;enable macros;disable your antivirus;open the attachment;open the attached;see attached invoice;overdue invoice;unpaid invoice;package could not be delivered;parcel is waiting;delivery failed;customs fee;connect your wallet;validate your wallet;claim your airdrop;konto bestaetigen;konto wurde gesperrt;konto gesperrt;identitaet bestaetigen;zahlungsdaten aktualisieren;passwort zuruecksetzen;ihr paket;offene rechnung;verifique su cuenta;confirme su cuenta;cuenta suspendida;cuenta bloqueada;actualice sus datos;restablecer su contrasena;su paquete;verifiez votre compte;confirmez votre compte;compte suspendu;compte bloque;mettez a jour vos;reinitialiser votre mot de passe;votre colis;facture impayee",
  ],
  [
    0.8,
    "dot com;click here;click the link;click below;log in;login;sign in;verify;suspended;locked;expires;invoice;attached;wallet;klicken sie;haga clic;haz clic;cliquez ici;enlace;lien",
  ],
];

/** ROT13, so that this file can be open on a screen at work. */
const OFFENSIVE_EN: WeightedPhrases = [
  [
    3.2,
    "shpx bss;shpx lbh;shpx lbhefrys;tb shpx;cvrpr bs fuvg;fghcvq ovgpu;qhzo ovgpu;fba bs n ovgpu;juber;fyhg;phag;zbgureshpxre;snttbg;avttre;xvxr;ergneq;fhouhzna;xvyy lbhefrys;tb qvr;lbh fubhyq qvr;ubcr lbh qvr;v jvyy xvyy lbh;encr lbh;fraq ahqrf;ahqr cvpf;fhpx zl;nffubyr;qvpxurnq;jnaxre",
  ],
  [
    2.2,
    "shpx;shpxvat;ovgpu;onfgneq;fuvgurnq;qhzonff;wnpxnff;cevpx;gjng;zbeba;vqvbg;vzorpvyr;jbeguyrff;cngurgvp ybfre;lbh ner qvfthfgvat;lbh qvfthfg zr;fuhg hc;gvgf;pbpx;chffl;ubeal;frkl obql;qvpx cvp;qvpx;cbea;kkk",
  ],
  [1.2, "fuvg;ohyyfuvg;penc;fghcvq;ybfre;htyl;qhzo;qnza lbh;nff;frkl;fperj lbh;creireg;sernx"],
];

/** ROT13, so that this file can be open on a screen at work. */
const OFFENSIVE_OTHER: WeightedPhrases = [
  [
    3.2,
    "uherafbua;svpx qvpu;irecvff qvpu;nefpuybpu;zvfftroheg;fpuynzcr;sbgmr;jvpufre;uvwb qr chgn;chgn znqer;irgr n yn zvreqn;dhr gr wbqna;mbeen;znevpba;pnoeba;tvyvcbyynf;in gr snver sbhger;svyf qr chgr;pbaaneq;pbaanffr;fnybcr;raphyr;avdhr gn zrer;gn thrhyr;chgr;chgn",
  ],
  [
    2.2,
    "fpurvffr;qerpxfnh;qrcc;ibyyvqvbg;fcnfg;unyg qvr serffr;unygf znhy;zvreqn;craqrwb;vqvbgn;vzorpvy;zreqr;ongneq;noehgv;pergva;svpxra;pbñb",
  ],
];

function fromRot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
}

const plain = (phrases: WeightedPhrases): WeightedPhrases =>
  phrases.map(([weight, text]) => [weight, fromRot13(text)]);

/** All lists by the rule they speak for. */
export const CONTENT_WORDS: Readonly<Record<Exclude<ContentRuleName, "D18">, WeightedPhrases>> = {
  D15: PROMOTION,
  D16: SPAM,
  D17: PHISHING,
  D19: [...plain(OFFENSIVE_EN), ...plain(OFFENSIVE_OTHER)],
};

/** D18: what must not be asked for: secrets, papers and money, contact data, words that may mean contact data. */
export const SENSITIVE_DATA: WeightedPhrases = [
  [
    6,
    "password;passwords;passcode;pin;pin code;pin number;cvv;cvc;security code;otp;one time code;one time password;verification code;code you received;sms code;seed phrase;recovery phrase;private key;wallet phrase;login details;login credentials;bank login;credentials;mother's maiden name;passwort;kennwort;geheimzahl;sicherheitscode;zugangsdaten;contrasena;codigo de verificacion;mot de passe;code pin;code de verification",
  ],
  [
    3.8,
    "card number;credit card;credit card number;debit card;card details;bank details;bank account;account number;account details;iban;sort code;routing number;social security number;social security;ssn;passport number;passport;passport copy;copy of your passport;copy of your id;scan of your id;photo of your id;id card;national id;date of birth;kreditkarte;kreditkartennummer;kontonummer;bankdaten;kontodaten;bankverbindung;ausweiskopie;personalausweis;geburtsdatum;clave;tarjeta de credito;numero de tarjeta;cuenta bancaria;datos bancarios;numero de cuenta;copia de su pasaporte;pasaporte;fecha de nacimiento;carte bancaire;numero de carte;carte de credit;coordonnees bancaires;compte bancaire;numero de compte;copie de votre passeport;passeport;date de naissance",
  ],
  [
    3.4,
    "phone number;telephone number;mobile number;cell number;cell phone number;whatsapp number;whatsapp;telegram;telegram id;personal number;private number;home address;postal address;private address;personal email;private email;personal e mail;personal email address;personal contact;personal details;personal information;personal data;telefonnummer;handynummer;handy nummer;privatadresse;private e mail;private nummer;persoenliche daten;numero de telefono;numero de movil;direccion particular;correo personal;datos personales;numero de telephone;adresse personnelle;mail personnel;donnees personnelles",
  ],
  [
    2.2,
    "number;mobile;phone;email address;contact details;contact information;nummer;kontaktdaten;telefono;movil;datos de contacto;telephone;portable;coordonnees;numero",
  ],
];

/** D18: how one asks. What is asked for follows within a few words. */
export const ASKS =
  "send me your;send your;send us your;send a;give me your;give us your;share your;share with me your;tell me your;provide your;provide us with your;provide me with your;what is your;what's your;may i have your;can i have your;could i have your;can i get your;could i get your;please confirm your;confirm your;enter your;submit your;reply with your;text me your;drop your;drop me your;need your;i need your;we need your;require your;verify your;update your;let me have your;message me on;write to me on;contact me on;text me on;reach me on;add me on;move to;switch to;continue on;talk on;chat on;schicken sie mir ihre;schicke mir deine;senden sie mir ihre;sende mir deine;geben sie mir ihre;gib mir deine;nennen sie mir ihre;wie ist ihre;wie lautet ihre;wie ist deine;bestaetigen sie ihre;bestaetigen sie ihr;geben sie ihr;geben sie ihre;ich brauche ihre;ich brauche deine;wir benoetigen ihre;schreib mir auf;schreiben sie mir auf;enviame tu;envieme su;mandame tu;dame tu;deme su;cual es tu;cual es su;comparte tu;confirme su;confirma tu;necesito tu;necesito su;necesitamos su;introduzca su;escribeme por;escribame por;hablemos por;envoyez moi votre;envoyez moi vos;envoie moi ton;envoie moi ta;donnez moi votre;donne moi ton;quel est votre;quel est ton;quelle est votre;confirmez votre;confirmez vos;j'ai besoin de votre;j'ai besoin de ton;indiquez votre;saisissez votre;ecrivez moi sur;ecris moi sur;communiquez moi votre";

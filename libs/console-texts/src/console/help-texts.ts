import type { TextLanguage } from '../text-language.js';

/** A page of running text. */
export interface HelpText {
  readonly title: string;
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
}

export interface HelpTexts {
  readonly start: HelpText;
  readonly accessibility: HelpText;
  readonly feedback: HelpText;
  readonly writeTo: string;
  readonly authority: string;
}

/** Where a complaint goes when the feedback was not answered. */
export const ACCESSIBILITY_AUTHORITY = 'https://www.saavutettavuusvaatimukset.fi';

export const HELP_TEXTS: Readonly<Record<TextLanguage, HelpTexts>> = {
  fi: {
    start: {
      title: 'Ohjeet',
      sections: [
        {
          heading: 'Mitä tämä on',
          paragraphs: [
            'Työkyvyn tuen tiimin päätös kirjataan usean tahon omiin järjestelmiin. Täältä näkee, mitä on kirjattava, mikä on jo kirjattu ja mistä sen tietää.',
            'Osa kirjauksista tehdään automaattisesti ja luetaan takaisin. Loput tekee henkilö valmiista tekstistä ja kuittaa ne.',
          ],
        },
        {
          heading: 'Osallistujalle',
          paragraphs: [
            'Työlistalla ovat omat ja oman tahosi avoimet kirjaukset, lähin määräpäivä ensin. Avaa tehtävä, kopioi teksti omaan järjestelmääsi ja kuittaa.',
            'Asiakkaan nimi ja henkilötunnus näkyvät vasta, kun pyydät niitä. Jokainen katselu kirjataan lokiin.',
            'Kuittauksen voi perua kymmenen minuutin ajan.',
          ],
        },
        {
          heading: 'Todisteen tasot',
          paragraphs: [
            'Tarkistettu järjestelmästä: kirjaus luettiin takaisin ja se on sama. Löytyi järjestelmästä: kirjaus löytyi, mutta sen sisältöä ei voitu verrata. Järjestelmä vastaanotti: järjestelmä vastasi ottaneensa kirjauksen. Henkilö kuittasi: nimetty henkilö vakuuttaa kirjanneensa.',
          ],
        },
      ],
    },
    accessibility: {
      title: 'Saavutettavuusseloste',
      sections: [
        {
          heading: 'Tavoite ja nykytila',
          paragraphs: [
            'Palvelun tavoite on WCAG 2.1:n A- ja AA-taso. Jokainen sivu tarkastetaan automaattisesti axe-työkalulla, ja tärkeimmät polut ajetaan pelkällä näppäimistöllä ja ilman JavaScriptiä.',
            'Palvelua ei ole vielä arvioinut ulkopuolinen asiantuntija. Siksi se ilmoitetaan osittain vaatimusten mukaiseksi.',
          ],
        },
        {
          heading: 'Tunnetut puutteet',
          paragraphs: [
            'Ruotsinkieliset tekstit odottavat kielentarkastusta. Pääkäyttäjän raaka jononäkymä (bull-board) ja kehittäjän rajapintakuvaus (Swagger UI) ovat muiden tekemiä, eikä niiden saavutettavuutta ole arvioitu; samat tiedot ovat Jonot-sivulla ja rajapinnan kuvauksessa.',
          ],
        },
        {
          heading: 'Valvonta',
          paragraphs: [
            'Jos et saa palautteeseesi vastausta 14 vuorokaudessa tai vastaus ei tyydytä, voit tehdä ilmoituksen valvovalle viranomaiselle, Liikenne- ja viestintävirasto Traficomille.',
          ],
        },
      ],
    },
    feedback: {
      title: 'Anna palautetta',
      sections: [
        {
          heading: 'Saavutettavuus ja muu palaute',
          paragraphs: [
            'Kerro, mikä oli vaikeaa: sivu, mitä yritit ja mitä apuvälinettä käytit. Vastaamme 14 vuorokaudessa.',
            'Älä kirjoita viestiin asiakkaan tietoja.',
          ],
        },
      ],
    },
    writeTo: 'Kirjoita osoitteeseen',
    authority: 'Valvovan viranomaisen sivu',
  },
  sv: {
    start: {
      title: 'Anvisningar',
      sections: [
        {
          heading: 'Vad detta är',
          paragraphs: [
            'Ett beslut av teamet för stöd för arbetsförmågan antecknas i flera parters egna system. Här ser du vad som ska antecknas, vad som redan är antecknat och hur man vet det.',
            'En del anteckningar görs automatiskt och läses tillbaka. Resten gör en person utifrån en färdig text och kvitterar dem.',
          ],
        },
        {
          heading: 'För deltagare',
          paragraphs: [
            'I arbetslistan finns dina och din parts öppna anteckningar, närmaste sista dag först. Öppna uppgiften, kopiera texten till ditt eget system och kvittera.',
            'Klientens namn och personbeteckning visas först när du ber om dem. Varje visning antecknas i loggen.',
            'Kvitteringen kan tas tillbaka i tio minuter.',
          ],
        },
        {
          heading: 'Bevisnivåer',
          paragraphs: [
            'Kontrollerad i systemet: anteckningen lästes tillbaka och är densamma. Hittades i systemet: anteckningen hittades men innehållet kunde inte jämföras. Systemet tog emot: systemet svarade att det tagit emot anteckningen. En person kvitterade: en namngiven person försäkrar att anteckningen är gjord.',
          ],
        },
      ],
    },
    accessibility: {
      title: 'Tillgänglighetsutlåtande',
      sections: [
        {
          heading: 'Mål och nuläge',
          paragraphs: [
            'Målet är nivåerna A och AA i WCAG 2.1. Varje sida kontrolleras automatiskt med verktyget axe, och de viktigaste vägarna körs med enbart tangentbord och utan JavaScript.',
            'Ingen utomstående expert har ännu bedömt tjänsten. Den anges därför uppfylla kraven delvis.',
          ],
        },
        {
          heading: 'Kända brister',
          paragraphs: [
            'De svenska texterna väntar på språkgranskning. Administratörens råa kövy (bull-board) och utvecklarens gränssnittsbeskrivning (Swagger UI) är gjorda av andra och har inte bedömts; samma uppgifter finns på sidan Köer och i gränssnittets beskrivning.',
          ],
        },
        {
          heading: 'Tillsyn',
          paragraphs: [
            'Om du inte får svar på din respons inom 14 dygn, eller om svaret inte är tillfredsställande, kan du göra en anmälan till tillsynsmyndigheten, Transport- och kommunikationsverket Traficom.',
          ],
        },
      ],
    },
    feedback: {
      title: 'Ge respons',
      sections: [
        {
          heading: 'Tillgänglighet och annan respons',
          paragraphs: [
            'Berätta vad som var svårt: sidan, vad du försökte göra och vilket hjälpmedel du använde. Vi svarar inom 14 dygn.',
            'Skriv inga klientuppgifter i meddelandet.',
          ],
        },
      ],
    },
    writeTo: 'Skriv till',
    authority: 'Tillsynsmyndighetens sida',
  },
  en: {
    start: {
      title: 'Help',
      sections: [
        {
          heading: 'What this is',
          paragraphs: [
            'A decision of a work-ability team is recorded in the own systems of several organisations. Here you see what has to be recorded, what already is, and how that is known.',
            'Some records are written automatically and read back. The rest is done by a person from a text that is ready, and acknowledged.',
          ],
        },
        {
          heading: 'For participants',
          paragraphs: [
            'The worklist holds your own and your organisation’s open records, nearest deadline first. Open a task, copy the text into your own system and acknowledge.',
            'The client’s name and identity code are shown only when you ask for them. Each look is logged.',
            'An acknowledgement can be taken back for ten minutes.',
          ],
        },
        {
          heading: 'Levels of evidence',
          paragraphs: [
            'Verified in the system: the record was read back and is equal. Found in the system: the record was found, but its content could not be compared. Accepted by the system: the system answered that it took the record. Acknowledged by a person: a named person says that it is recorded.',
          ],
        },
      ],
    },
    accessibility: {
      title: 'Accessibility statement',
      sections: [
        {
          heading: 'Aim and state',
          paragraphs: [
            'The aim is levels A and AA of WCAG 2.1. Every page is checked automatically with axe, and the most important journeys are run with the keyboard alone and without JavaScript.',
            'No outside expert has assessed the service yet. It is therefore declared to conform in part.',
          ],
        },
        {
          heading: 'Known shortcomings',
          paragraphs: [
            'The Swedish texts await a reader. The administrator’s raw view of the queues (bull-board) and the developer’s reader of the interface (Swagger UI) were made by others and have not been assessed; the same facts are on the page Queues and in the interface’s description.',
          ],
        },
        {
          heading: 'Supervision',
          paragraphs: [
            'If your feedback is not answered within 14 days, or the answer does not satisfy you, you can complain to the supervising authority, the Finnish Transport and Communications Agency Traficom.',
          ],
        },
      ],
    },
    feedback: {
      title: 'Give feedback',
      sections: [
        {
          heading: 'Accessibility and other feedback',
          paragraphs: [
            'Say what was difficult: the page, what you tried to do and which aid you used. We answer within 14 days.',
            'Do not write anything about clients.',
          ],
        },
      ],
    },
    writeTo: 'Write to',
    authority: 'The supervising authority’s site',
  },
};

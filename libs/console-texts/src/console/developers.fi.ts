import type { TeamAppEventState, TeamAppEventType } from '#domain';

/** Events that a team application sends. */
export type SentEvent =
  | 'fi.kuittaus.decision.made'
  | 'fi.kuittaus.decision.cancelled'
  | 'fi.kuittaus.consent.withdrawn'
  | 'fi.kuittaus.case-manager.changed';

/** What may be found of a webhook; the closed set. */
export type SignatureFindingCode =
  | 'id-right'
  | 'id-missing'
  | 'id-malformed'
  | 'id-differs'
  | 'body-not-json'
  | 'timestamp-right'
  | 'timestamp-missing'
  | 'timestamp-malformed'
  | 'timestamp-old'
  | 'timestamp-new'
  | 'signature-right'
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-matches-nothing'
  | 'signature-hexadecimal'
  | 'signature-without-version'
  | 'signed-final-newline'
  | 'signed-without-final-newline'
  | 'signed-crlf'
  | 'secret-not-decoded'
  | 'no-keys';

type Step = readonly [title: string, text: string];

export interface DevelopersTexts {
  readonly title: string;
  readonly tabs: string;
  readonly tabNames: Readonly<Record<'start' | 'deliveries' | 'signature' | 'secrets', string>>;
  readonly references: string;
  readonly referenceNames: Readonly<Record<'docs' | 'openapi' | 'problems', string>>;
  readonly start: string;
  readonly steps: Readonly<Record<'secret' | 'sign' | 'send' | 'tasks' | 'completed', Step>>;
  readonly bash: string;
  readonly node: string;
  readonly sampleFile: string;
  readonly copy: (what: string) => string;
  readonly catalogue: string;
  readonly sentByYou: string;
  readonly sentToYou: string;
  readonly sentEvents: Readonly<Record<SentEvent, string>>;
  readonly receivedEvents: Readonly<Record<TeamAppEventType, string>>;
  readonly sample: string;
  readonly deliveries: {
    readonly title: string;
    readonly titleWithFailures: (count: number) => string;
    readonly filter: string;
    readonly team: string;
    readonly state: string;
    readonly all: string;
    readonly search: string;
    readonly none: string;
    readonly caption: string;
    readonly columns: Readonly<
      Record<'event' | 'decision' | 'state' | 'attempts' | 'made' | 'took' | 'actions', string>
    >;
    readonly states: Readonly<Record<TeamAppEventState, string>>;
    readonly failed: (code: string) => string;
    readonly nextAttempt: (at: string) => string;
    readonly addressDisabled: string;
    readonly addressNone: string;
    readonly resend: string;
    readonly resendOf: (id: string) => string;
    readonly resent: string;
  };
  readonly signature: {
    readonly title: string;
    readonly intro: string;
    readonly fields: Readonly<Record<'id' | 'timestamp' | 'signature' | 'body', string>>;
    readonly timestampHelp: string;
    readonly signatureHelp: string;
    readonly bodyHelp: string;
    readonly check: string;
    readonly result: string;
    readonly accepted: string;
    readonly refused: string;
    readonly findings: Readonly<Record<SignatureFindingCode, string>>;
    readonly age: (age: string) => string;
    readonly matched: (sender: string, name: string) => string;
  };
  readonly secrets: {
    readonly title: string;
    readonly intro: string;
    readonly none: string;
    readonly caption: string;
    readonly columns: Readonly<Record<'name' | 'sender' | 'kind' | 'teams' | 'state', string>>;
    readonly kinds: Readonly<Record<'secret' | 'public-key', string>>;
    readonly states: Readonly<Record<'live' | 'revoked', string>>;
    readonly allTeams: string;
    readonly rotation: string;
    readonly steps: readonly string[];
  };
}

export const DEVELOPERS_FI: DevelopersTexts = {
  title: 'Ohjeet ja rajapinta',
  tabs: 'Kehittäjän sivut',
  tabNames: {
    start: 'Pika-aloitus',
    deliveries: 'Webhook-lähetykset',
    signature: 'Allekirjoituksen tarkistus',
    secrets: 'Salaisuudet',
  },
  references: 'Viiteaineisto',
  referenceNames: {
    docs: 'Rajapinnan kuvaus selattavana',
    openapi: 'Rajapinnan kuvaus tiedostona (OpenAPI)',
    problems: 'Virheluettelo: syy ja korjaus jokaiselle virheelle',
  },
  start: 'Pika-aloitus viidessä vaiheessa',
  steps: {
    secret: [
      'Hanki salaisuus',
      'Pääkäyttäjä antaa tiimisovellukselle salaisuuden, joka alkaa whsec_. Aseta se ja palvelun osoite ympäristömuuttujiin KUITTAUS_SECRET ja KUITTAUS_URL.',
    ],
    sign: [
      'Allekirjoita',
      'Allekirjoitus on Standard Webhooks 1.0: HMAC-SHA256 tekstistä id.aikaleima.runko. Runko allekirjoitetaan tavu tavulta sellaisena kuin se lähetetään.',
    ],
    send: [
      'Lähetä mallipäätös',
      'Tallenna mallipäätös tiedostoon event.json ja lähetä se jommallakummalla mallilla. Vastaus on 202, ja siinä on päätöksen osoite.',
    ],
    tasks: [
      'Katso kirjaustehtävät',
      'GET /v1/decisions/{tiimi}/{päätös} näyttää, mitä päätöksestä kirjataan, mihin ja missä tilassa kukin tehtävä on.',
    ],
    completed: [
      'Ota vastaan tieto valmistumisesta',
      'Kun kaikki on kirjattu, palvelu lähettää tiimisovellukselle tapahtuman fi.kuittaus.decision.completed samalla tavoin allekirjoitettuna. Lähetykset näkyvät sivulla Webhook-lähetykset.',
    ],
  },
  bash: 'Malli: bash ja openssl',
  node: 'Malli: Node.js',
  sampleFile: 'Mallipäätös: event.json',
  copy: (what) => `Kopioi ${what}`,
  catalogue: 'Tapahtumaluettelo',
  sentByYou: 'Tiimisovellus lähettää',
  sentToYou: 'Tiimisovellus saa',
  sentEvents: {
    'fi.kuittaus.decision.made': 'Päätös tai sen uusi versio.',
    'fi.kuittaus.decision.cancelled': 'Päätös peruutetaan: kirjaukset mitätöidään.',
    'fi.kuittaus.consent.withdrawn': 'Asiakas peruu suostumuksensa kokonaan tai joiltakin aloilta.',
    'fi.kuittaus.case-manager.changed': 'Asiakasvastaava vaihtuu.',
  },
  receivedEvents: {
    'fi.kuittaus.recording.confirmed': 'Kirjaus on vahvistettu tai kuitattu.',
    'fi.kuittaus.recording.needs-attention': 'Kirjaus vaatii selvitystä.',
    'fi.kuittaus.decision.completed': 'Päätöksen kaikki kirjaukset ovat päättyneet; mukana on kirjauskuitti.',
    'fi.kuittaus.follow-up.due': 'Päätöksen seurannan aika lähestyy.',
  },
  sample: 'Näytä malli',
  deliveries: {
    title: 'Webhook-lähetykset',
    titleWithFailures: (count) => `Webhook-lähetykset: ${count} jäi lähettämättä`,
    filter: 'Rajaa',
    team: 'Tiimi',
    state: 'Tila',
    all: 'Kaikki',
    search: 'Hae',
    none: 'Lähetyksiä ei ole.',
    caption: 'Lähetykset tiimisovellukselle, vanhin ensin',
    columns: {
      event: 'Tapahtuma',
      decision: 'Päätös',
      state: 'Tila',
      attempts: 'Yrityksiä',
      made: 'Syntyi',
      took: 'Perillä (viive)',
      actions: 'Toiminnot',
    },
    states: { pending: 'Lähtemässä', delivered: 'Perillä', 'given-up': 'Jäi lähettämättä' },
    failed: (code) => `viimeksi: ${code}`,
    nextAttempt: (at) => `seuraava yritys ${at}`,
    addressDisabled: 'Osoitteeseen ei lähetetä: se vastasi 410. Uudelleen lähettäminen avaa sen.',
    addressNone: 'Osoitetta ei ole asetettu: tapahtuma odottaa.',
    resend: 'Lähetä uudelleen',
    resendOf: (id) => `Lähetä uudelleen tapahtuma ${id}`,
    resent: 'Tapahtuma lähetetään uudelleen',
  },
  signature: {
    title: 'Allekirjoituksen tarkistus',
    intro:
      'Liitä pyynnön otsakkeet ja runko sellaisina kuin ne lähetettiin. Sivu kertoo, mikä ei täsmää. Mitään ei tallenneta eikä lokiteta, eikä salaisuuksia näytetä.',
    fields: {
      id: 'webhook-id',
      timestamp: 'webhook-timestamp',
      signature: 'webhook-signature',
      body: 'Runko',
    },
    timestampHelp: 'Sekunteina vuoden 1970 alusta; saa poiketa palvelun kellosta 5 minuuttia.',
    signatureHelp: 'Esimerkiksi v1,K5oZfz…; useita välilyönnein erotettuina.',
    bodyHelp:
      'Merkki merkiltä sama kuin lähetetty. Lomake muuttaa rivinvaihdot muotoon \\n: runko, jossa on muita, löytyy tarkistuksessa erikseen.',
    check: 'Tarkista',
    result: 'Tulos',
    accepted: 'Palvelu ottaisi tämän vastaan.',
    refused: 'Palvelu ei ottaisi tätä vastaan.',
    findings: {
      'id-right': 'webhook-id on oikean muotoinen ja sama kuin tapahtuman id.',
      'id-missing': 'webhook-id puuttuu.',
      'id-malformed':
        'webhook-id ei kelpaa: 1–64 kirjainta (a–z), numeroa, viivaa tai alaviivaa, ei pistettä.',
      'id-differs': 'webhook-id ei ole sama kuin tapahtuman id.',
      'body-not-json': 'Runko ei ole JSON-olio: tapahtuman tunnistetta ei voi verrata.',
      'timestamp-right': 'Aikaleima on ajan tasalla.',
      'timestamp-missing': 'webhook-timestamp puuttuu.',
      'timestamp-malformed': 'Aikaleima ei kelpaa: pelkkiä numeroita, sekunteja (ei millisekunteja).',
      'timestamp-old': 'Aikaleima on liian vanha.',
      'timestamp-new': 'Aikaleima on tulevaisuudessa.',
      'signature-right': 'Allekirjoitus täsmää.',
      'signature-missing': 'webhook-signature puuttuu.',
      'signature-malformed':
        'Allekirjoitus ei kelpaa: v1, ja 32 tavua tai v1a, ja 64 tavua base64-koodattuna.',
      'signature-matches-nothing':
        'Allekirjoitus ei täsmää millään voimassa olevalla salaisuudella: salaisuus, tunniste, aikaleima tai runko on toinen kuin allekirjoitettaessa.',
      'signature-hexadecimal':
        'Allekirjoitus täsmäisi, mutta se on heksadesimaalina: käytä base64-koodausta.',
      'signature-without-version': 'Allekirjoitus täsmäisi, mutta alusta puuttuu v1,.',
      'signed-final-newline': 'Allekirjoitettaessa rungon lopussa oli rivinvaihto, jota lähetetyssä ei ole.',
      'signed-without-final-newline':
        'Lähetetyn rungon lopussa on rivinvaihto, jota allekirjoitettaessa ei ollut.',
      'signed-crlf': 'Allekirjoitettaessa rungossa oli rivinvaihtoina \\r\\n.',
      'secret-not-decoded':
        'Salaisuutta käytettiin tekstinä: poista alusta whsec_ ja pura loput base64-koodauksesta.',
      'no-keys': 'Tiimeilläsi ei ole voimassa olevia salaisuuksia, joihin verrata.',
    },
    age: (age) => `Ero palvelun kelloon: ${age}.`,
    matched: (sender, name) => `Lähettäjä ${sender}, salaisuus ${name}.`,
  },
  secrets: {
    title: 'Salaisuudet',
    intro: 'Salaisuuksia ei näytetä täällä eikä missään muualla; täällä ovat niiden nimet ja tilat.',
    none: 'Tiimeilläsi ei ole lähettäjiä.',
    caption: 'Lähettäjien salaisuudet ja avaimet',
    columns: { name: 'Nimi', sender: 'Lähettäjä', kind: 'Laji', teams: 'Tiimit', state: 'Tila' },
    kinds: { secret: 'Jaettu salaisuus (v1)', 'public-key': 'Julkinen avain (v1a)' },
    states: { live: 'Voimassa', revoked: 'Poistettu käytöstä' },
    allTeams: 'kaikki',
    rotation: 'Salaisuuden vaihtaminen',
    steps: [
      'Pääkäyttäjä lisää lähettäjälle uuden salaisuuden tilassa live vanhan rinnalle ja käynnistää palvelun uudelleen: molemmat kelpaavat.',
      'Ota uusi salaisuus käyttöön tiimisovelluksessa. Voit myös allekirjoittaa molemmilla: erota allekirjoitukset välilyönnillä.',
      'Tarkista tällä palvelulla, että uusi salaisuus täsmää (Allekirjoituksen tarkistus).',
      'Pääkäyttäjä vaihtaa vanhan salaisuuden tilaksi revoked: sillä allekirjoitettua ei enää oteta vastaan.',
    ],
  },
};

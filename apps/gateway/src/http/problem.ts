/**
 * Every problem that the gateway answers with, and its HTTP status (`contract/README.md`, Intake and Reading
 * and acting). The titles are for people who read the answer; programs read the code.
 */
export const PROBLEMS = {
  'media-type': { status: 415, title: 'Sisältötyyppiä ei tueta' },
  'too-large': { status: 413, title: 'Sisältö on liian suuri' },
  rate: { status: 429, title: 'Liian monta tapahtumaa lyhyessä ajassa' },
  'not-authentic': { status: 401, title: 'Lähettäjää ei voitu todentaa' },
  'not-json': { status: 400, title: 'Sisältö ei ole JSONia' },
  'duplicate-key': { status: 400, title: 'Sama kenttä on annettu kahdesti' },
  'too-deep': { status: 400, title: 'Sisältö on liian syvä' },
  'not-a-cloudevent': { status: 400, title: 'Sisältö ei ole sopimuksen mukainen CloudEvents-tapahtuma' },
  'unknown-team': { status: 422, title: 'Tiimiä ei tunneta' },
  'team-not-yours': { status: 403, title: 'Lähettäjä ei voi lähettää tämän tiimin päätöksiä' },
  invalid: { status: 422, title: 'Tiedot eivät ole sopimuksen mukaiset' },
  'client-missing': { status: 422, title: 'Päätökseltä puuttuu asiakas' },
  'client-in-anonymous-consultation': {
    status: 422,
    title: 'Anonyymissa konsultaatiossa ei saa olla asiakkaan tietoja',
  },
  'handling-not-allowed': { status: 422, title: 'Tiimin kirjauskäytäntö ei salli tätä käsittelytapaa' },
  'client-changed': { status: 422, title: 'Korjaus koskee toista asiakasta' },
  'consent-unknown': { status: 422, title: 'Suostumusta ei tunneta' },
  'event-id-reused': { status: 409, title: 'Sama tunniste on jo käytetty toiseen tapahtumaan' },
  'version-gap': { status: 409, title: 'Edellinen versio puuttuu' },
  'version-exists': { status: 409, title: 'Versio on jo olemassa toisin sisällöin' },
  'version-not-newest': { status: 409, title: 'Versio ei ole uusin' },
  'decision-unknown': { status: 409, title: 'Päätöstä ei tunneta' },
  'decision-cancelled': { status: 409, title: 'Päätös on peruttu' },
  'decision-erased': { status: 409, title: 'Päätöksen tiedot on poistettu' },
  'not-now': { status: 503, title: 'Palvelu ei voi juuri nyt vastata' },

  'not-signed-in': { status: 401, title: 'Kutsusta puuttuu voimassa oleva tunniste' },
  'wrong-role': { status: 403, title: 'Rooli ei riitä' },
  'not-from-here': { status: 403, title: 'Lomake ei tullut tämän istunnon sivulta' },
  'no-console': { status: 404, title: 'Konsolia ei ole otettu käyttöön' },
  'not-found': { status: 404, title: 'Ei löytynyt' },
  'method-not-allowed': { status: 405, title: 'Menetelmä ei ole sallittu' },

  'if-match-missing': { status: 428, title: 'Kutsusta puuttuu If-Match: tehtävä on ensin katsottava' },
  'task-changed': { status: 412, title: 'Tehtävä on muuttunut sen jälkeen, kun se katsottiin' },
  'task-final': { status: 409, title: 'Tehtävä on jo päättynyt' },
  'task-in-flight': { status: 409, title: 'Kirjaus on kesken, ja sen tulos selvitetään ensin' },
  'task-waiting': { status: 409, title: 'Tehtävä odottaa edellistä kirjausta' },
  'task-by-hand': { status: 409, title: 'Tehtävä on henkilön kirjattavana' },
  'task-not-by-hand': { status: 409, title: 'Tehtävä ei ole henkilön kirjattavana' },
  'always-by-hand': { status: 409, title: 'Järjestelmään kirjataan aina käsin' },
  'no-right': { status: 409, title: 'Kirjaajalla ei ole oikeutta järjestelmään' },
  'recorded-by-hand': { status: 409, title: 'Aiempi kirjaus on tehty käsin, joten muutoskin tehdään käsin' },
  'may-be-recorded': { status: 409, title: 'Teksti on jo annettu henkilölle: hän palauttaa tehtävän itse' },
  'not-acknowledged': { status: 409, title: 'Tehtävää ei ole kuitattu' },
  'undo-window-over': { status: 409, title: 'Kuittauksen voi perua kymmenen minuutin ajan' },
  'not-the-same-person': { status: 403, title: 'Kuittauksen voi perua vain se, joka kuittasi' },
  'newer-version-follows': {
    status: 409,
    title: 'Päätöksestä on uudempi versio, jonka tehtävä kertoo mitä tehdä',
  },
  'second-person-needed': { status: 409, title: 'Sulkemisen vahvistaa toinen pääkäyttäjä' },
  'not-to-yourself': { status: 409, title: 'Pääkäyttäjä ei voi siirtää tehtävää itselleen' },
  'nothing-to-record-by-hand': { status: 409, title: 'Tehtävässä ei ole nyt tekstiä kirjattavaksi' },
  'content-withheld': { status: 409, title: 'Suostumus ei enää salli kirjausta' },

  'repair-too-large': { status: 422, title: 'Suodatin löytää liian monta tehtävää' },
  'repair-finds-nothing': { status: 422, title: 'Suodatin ei löydä yhtään tehtävää' },
  'repair-state': { status: 409, title: 'Suunnitelma ei ole nyt sellaisessa tilassa' },
  'repair-not-approved': { status: 409, title: 'Suunnitelman hyväksyy ensin toinen pääkäyttäjä' },
  'repair-same-person': { status: 403, title: 'Suunnitelman hyväksyy muu kuin se, joka suunnitteli sen' },

  erased: { status: 410, title: 'Tiedot on poistettu' },
  'client-held': { status: 409, title: 'Asiakas tai päätös on säilytysmääräyksen alainen' },
  'client-erased': { status: 409, title: 'Asiakas on jo poistettu' },
  'tasks-open': { status: 409, title: 'Asiakkaalla on avoimia kirjaustehtäviä' },
  'erasure-done': { status: 409, title: 'Poisto on jo tehty' },
  'erasure-expired': { status: 409, title: 'Poistopyyntö on vanhentunut: pyydä uudelleen' },
  'erasure-same-person': { status: 403, title: 'Poiston hyväksyy muu kuin se, joka pyysi sitä' },
  'hold-lifted': { status: 409, title: 'Säilytysmääräys on jo purettu' },
  'hold-same-person': { status: 403, title: 'Säilytysmääräyksen purkaa muu kuin se, joka asetti sen' },

  'bad-request': { status: 400, title: 'Pyyntöä ei voitu lukea' },
  'request-timeout': { status: 408, title: 'Pyyntö ei tullut perille ajoissa' },
  'headers-too-large': { status: 431, title: 'Otsakkeet ovat liian suuret' },
  internal: { status: 500, title: 'Palvelussa on vika' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of a request's content: where it is and what it is, never the value. */
export interface Fault {
  /** JSON Pointer (RFC 6901) into the request's content. */
  readonly path: string;
  readonly code: string;
}

export interface ProblemDetails {
  readonly errors?: readonly Fault[];
  readonly retryAfterSeconds?: number;
  /** Methods that the path answers, for 405. */
  readonly allow?: readonly string[];
  /** Value of `WWW-Authenticate`, for 401. */
  readonly challenge?: string;
  /** A path of ours where a person goes on instead of reading of the problem. */
  readonly goTo?: string;
}

/** Thrown to answer with a problem. It holds a code and facts about shape, never anything of a person. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code);
  }
}

/** The answer's body: RFC 9457, `application/problem+json`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** This very occurrence, by an identifier of ours: the request's path may hold what must not be repeated. */
  readonly instance: string;
  readonly traceId: string;
  readonly errors?: readonly Fault[];
}

export function problemBody(code: ProblemCode, traceId: string, errors?: readonly Fault[]): ProblemBody {
  const { status, title } = PROBLEMS[code];
  return {
    type: `/ongelmat/${code}`,
    title,
    status,
    code,
    instance: `urn:kuittaus:request:${traceId}`,
    traceId,
    ...(errors && { errors }),
  };
}

export function problemHeaders({
  retryAfterSeconds,
  allow,
  challenge,
}: ProblemDetails): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(allow && { allow: allow.join(', ') }),
    ...(challenge && { 'www-authenticate': challenge }),
  };
}

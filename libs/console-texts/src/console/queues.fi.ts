export type AttemptKind = 'write' | 'look-up' | 'read-back';
export type AttemptOutcome =
  | 'recorded'
  | 'already-recorded'
  | 'rejected'
  | 'not-now'
  | 'unknown'
  | 'found'
  | 'absent'
  | 'several'
  | 'cannot-ask';

export interface QueuesTexts {
  readonly title: string;
  readonly titleWithProblems: (count: number) => string;
  readonly tabs: string;
  readonly tabNames: Readonly<Record<'queues' | 'repairs' | 'raw', string>>;
  readonly done: Readonly<Record<'paused' | 'resumed' | 'retried' | 'taken-over' | 'closed', string>>;
  readonly notDone: string;
  readonly problemsNow: string;
  readonly noProblems: string;
  readonly allEmpty: string;
  readonly noEndpoints: string;
  readonly problems: {
    readonly broken: (endpoint: string, probe: string | undefined) => string;
    readonly beingTried: (endpoint: string) => string;
    readonly paused: (endpoint: string, reason: string, since: string) => string;
    readonly needsAttention: (endpoint: string, count: string) => string;
    readonly late: (endpoint: string, age: string) => string;
  };
  readonly columns: Readonly<
    Record<
      | 'caption'
      | 'endpoint'
      | 'state'
      | 'queued'
      | 'recording'
      | 'retrying'
      | 'attention'
      | 'oldest'
      | 'hour'
      | 'actions',
      string
    >
  >;
  readonly paused: (reason: string, since: string) => string;
  readonly probeAt: (time: string) => string;
  readonly notInstalled: string;
  readonly hour: (succeeded: string, failed: string) => string;
  readonly hourChart: (endpoint: string) => string;
  readonly pause: string;
  readonly resume: string;
  readonly pauseHelp: string;
  readonly resumeHelp: string;
  readonly reason: string;
  readonly reasonFaults: Readonly<Record<'pattern' | 'identity-code', string>>;
  readonly failures: {
    readonly title: string;
    readonly examined: (count: number) => string;
    readonly none: string;
    readonly cause: string;
    readonly count: string;
    readonly seen: string;
    readonly endpoint: string;
    readonly actions: string;
    readonly show: string;
    readonly plan: string;
    readonly noAttempt: string;
  };
  readonly tasks: {
    readonly title: (count: number) => string;
    readonly titleMore: (count: number) => string;
    readonly filter: string;
    readonly caption: string;
    readonly none: string;
    readonly more: (shown: number) => string;
    readonly task: string;
    readonly due: string;
    readonly state: string;
    readonly attempts: string;
  };
  readonly task: {
    readonly title: (record: string, system: string) => string;
    readonly noText: string;
    readonly facts: Readonly<
      Record<
        | 'id'
        | 'decision'
        | 'record'
        | 'system'
        | 'state'
        | 'channel'
        | 'due'
        | 'evidence'
        | 'recorder'
        | 'rule'
        | 'planned'
        | 'visible',
        string
      >
    >;
    readonly yes: string;
    readonly no: string;
    readonly version: (version: number) => string;
    readonly closingWished: (at: string) => string;
    readonly actions: string;
    readonly retry: string;
    readonly retryHelp: string;
    readonly takeOver: string;
    readonly takeOverHelp: string;
    readonly close: string;
    readonly closeHelp: string;
    readonly confirmClosing: string;
    readonly ended: string;
    readonly reasonOf: Readonly<Record<'retry' | 'take-over' | 'close', string>>;
    readonly timeline: string;
    readonly timelineCaption: string;
    readonly timelineColumns: Readonly<
      Record<'number' | 'kind' | 'begun' | 'duration' | 'outcome' | 'worker', string>
    >;
    readonly noAttempts: string;
    readonly underWay: string;
    readonly events: string;
    readonly eventsCaption: string;
    readonly event: string;
    readonly at: string;
    readonly waterfall: string;
    readonly waterfallCaption: (waited: string, worked: string) => string;
    readonly waterfallNewest: (count: number) => string;
    readonly asTable: string;
    readonly wait: string;
    readonly part: string;
    readonly from: string;
    readonly lasted: string;
  };
  readonly kinds: Readonly<Record<AttemptKind, string>>;
  readonly outcomes: Readonly<Record<AttemptOutcome, string>>;
  /** Of the entries of a task on the audit log. */
  readonly eventKinds: Readonly<Record<string, string>>;
  /** Why a task needs attention when no reason is stored: it is still on its way. */
  readonly onItsWay: string;
  readonly raw: {
    readonly title: string;
    readonly unavailable: string;
    readonly toQueues: string;
  };
}

export const QUEUES_FI: QueuesTexts = {
  title: 'Jonot ja kohdejärjestelmät',
  titleWithProblems: (count) =>
    `Jonot ja kohdejärjestelmät: ${count} ${count === 1 ? 'ongelma' : 'ongelmaa'}`,
  tabs: 'Jonojen sivut',
  tabNames: { queues: 'Jonot', repairs: 'Uusinnat', raw: 'Raakanäkymä' },
  done: {
    paused: 'Kohteen liikenne on pysäytetty',
    resumed: 'Kohteen liikenne jatkuu',
    retried: 'Tehtävää yritetään uudelleen',
    'taken-over': 'Tehtävä on siirretty käsin kirjattavaksi',
    closed: 'Sulkemista koskeva toimesi on tallennettu',
  },
  notDone: 'Mitään ei muutettu',
  problemsNow: 'Ongelmat nyt',
  noProblems: 'Ei ongelmia.',
  allEmpty: 'Kaikki jonot tyhjiä.',
  noEndpoints: 'Yhtään kohdejärjestelmää ei ole asetettu.',
  problems: {
    broken: (endpoint, probe) =>
      `${endpoint}: yhteys katkaistu${probe === undefined ? '' : `, koe klo ${probe}`}`,
    beingTried: (endpoint) => `${endpoint}: yhteyttä kokeillaan`,
    paused: (endpoint, reason, since) => `${endpoint}: pysäytetty ${since} (${reason})`,
    needsAttention: (endpoint, count) => `${endpoint}: selvitettäviä tehtäviä ${count}`,
    late: (endpoint, age) => `${endpoint}: vanhin on odottanut ${age}`,
  },
  columns: {
    caption: 'Kohdejärjestelmät',
    endpoint: 'Kohde',
    state: 'Tila',
    queued: 'Jonossa',
    recording: 'Kirjataan',
    retrying: 'Uusinta',
    attention: 'Selvitettävä',
    oldest: 'Vanhin',
    hour: 'Tunti: onnistui ja epäonnistui',
    actions: 'Toiminnot',
  },
  paused: (reason, since) => `Pysäytetty ${since}: ${reason}`,
  probeAt: (time) => `koe klo ${time}`,
  notInstalled: 'Ei asennettu',
  hour: (succeeded, failed) => `${succeeded} onnistui, ${failed} epäonnistui`,
  hourChart: (endpoint) => `${endpoint}: viimeisen tunnin yritykset viiden minuutin jaksoissa`,
  pause: 'Pysäytä',
  resume: 'Jatka',
  pauseHelp: 'Kohteeseen ei kirjata eikä siltä kysytä mitään ennen kuin liikennettä jatketaan.',
  resumeHelp: 'Kohteen työ jatkuu siitä, mihin se jäi.',
  reason: 'Perustelu',
  reasonFaults: {
    pattern: 'Kirjoita perustelu yhdelle riville, enintään 500 merkkiä.',
    'identity-code': 'Perustelussa ei saa olla henkilötunnusta.',
  },
  failures: {
    title: 'Selvitettävät syyn mukaan',
    examined: (count) => `Tutkittu ${count} viimeisintä epäonnistuvaa tehtävää.`,
    none: 'Mikään tehtävä ei epäonnistu.',
    cause: 'Syy',
    count: 'Lkm',
    seen: 'Ensimmäinen ja viimeisin',
    endpoint: 'Kohde',
    actions: 'Toiminnot',
    show: 'Näytä tehtävät',
    plan: 'Suunnittele uusinta',
    noAttempt: 'ei vielä yritystä',
  },
  tasks: {
    title: (count) => `Tehtävät (${count})`,
    titleMore: (count) => `Tehtävät (yli ${count})`,
    filter: 'Suodatin',
    caption: 'Tehtävät, lähin määräaika ensin',
    none: 'Suodatin ei löydä yhtään tehtävää.',
    more: (shown) => `Näytetään ${shown} ensimmäistä. Uusinnan suunnitelma koskee kaikkia.`,
    task: 'Tehtävä',
    due: 'Kirjattava viimeistään',
    state: 'Tila',
    attempts: 'Yrityksiä',
  },
  task: {
    title: (record, system) => `Kirjaustehtävä: ${record}, ${system}`,
    noText: 'Kirjattavaa tekstiä ja asiakkaan tietoja ei näytetä pääkäyttäjille.',
    facts: {
      id: 'Tunniste',
      decision: 'Päätös',
      record: 'Kirjaus',
      system: 'Kohde',
      state: 'Tila',
      channel: 'Kirjaustapa',
      due: 'Kirjattava viimeistään',
      evidence: 'Todiste',
      recorder: 'Kirjaajan osa päätöksessä',
      rule: 'Käytännön sääntö',
      planned: 'Suunniteltu',
      visible: 'Näkyy asiakkaalle',
    },
    yes: 'kyllä',
    no: 'ei',
    version: (version) => `versio ${version}`,
    closingWished: (at) =>
      `Pääkäyttäjä haluaa sulkea tehtävän kirjaamatta (${at}). Toinen pääkäyttäjä vahvistaa sen.`,
    actions: 'Toiminnot',
    retry: 'Yritä uudelleen',
    retryHelp: 'Ennen kirjoitusta tarkistetaan kohteesta, onko kirjaus jo olemassa.',
    takeOver: 'Siirrä käsin kirjattavaksi',
    takeOverHelp: 'Henkilö kirjaa ja kuittaa tehtävän. Mahdollinen kesken oleva kirjaus selvitetään ensin.',
    close: 'Sulje kirjaamatta',
    closeHelp: 'Sulkeminen vaatii kahden pääkäyttäjän toimen.',
    confirmClosing: 'Vahvista sulkeminen kirjaamatta',
    ended: 'Tehtävä on päättynyt: toimintoja ei ole.',
    reasonOf: {
      retry: 'Perustelu uudelle yritykselle',
      'take-over': 'Perustelu siirrolle',
      close: 'Perustelu sulkemiselle',
    },
    timeline: 'Yritykset',
    timelineCaption: 'Kaikki yritykset, uusin ensin',
    timelineColumns: {
      number: 'Nro',
      kind: 'Mitä',
      begun: 'Alkoi',
      duration: 'Kesto',
      outcome: 'Tulos',
      worker: 'Tekijä',
    },
    noAttempts: 'Tehtävää ei ole vielä yritetty kirjata.',
    underWay: 'kesken',
    events: 'Tapahtumat',
    eventsCaption: 'Tehtävän tapahtumat lokissa, uusin ensin',
    event: 'Tapahtuma',
    at: 'Aika',
    waterfall: 'Ajan kulku',
    waterfallCaption: (waited, worked) => `Odotettu yhteensä ${waited}, kirjattu ja tarkistettu ${worked}.`,
    waterfallNewest: (count) => `Kuvassa ${count} viimeisintä vaihetta; taulukossa ovat kaikki.`,
    asTable: 'Näytä taulukkona',
    wait: 'Odotus',
    part: 'Vaihe',
    from: 'Alkoi',
    lasted: 'Kesto',
  },
  kinds: { write: 'Kirjoitus', 'look-up': 'Haku kohteesta', 'read-back': 'Takaisinluku' },
  outcomes: {
    recorded: 'Kohde otti vastaan',
    'already-recorded': 'Oli jo kirjattu',
    rejected: 'Kohde hylkäsi',
    'not-now': 'Ei onnistunut nyt',
    unknown: 'Ei selvää vastausta',
    found: 'Löytyi kohteesta',
    absent: 'Ei ole kohteessa',
    several: 'Löytyi useita',
    'cannot-ask': 'Kohteelta ei voi kysyä',
  },
  eventKinds: {
    'task.planned': 'Suunniteltu',
    'task.queued': 'Jonoon',
    'task.confirmed': 'Vahvistettu',
    'task.withheld': 'Jätetty kirjaamatta',
    'task.cancelled': 'Peruutettu',
    'task.superseded': 'Korvattu uudemmalla',
    'task.kept': 'Pidetty ennallaan',
    'task.needs-attention': 'Vaatii selvitystä',
    'task.lease-lost': 'Kirjaaja katosi kesken yrityksen',
    'task.asked-again': 'Kysytään kohteesta uudelleen',
    'task.attested': 'Kuitattu',
    'task.acknowledgement-undone': 'Kuittaus peruttu',
    'task.handed-over': 'Siirretty toiselle henkilölle',
    'task.taken-over': 'Siirretty käsin kirjattavaksi',
    'task.given-back': 'Palautettu automaattiselle kirjaukselle',
    'task.retried': 'Yritetty uudelleen käskystä',
    'task.closing-wished': 'Sulkemista toivottu',
  },
  onItsWay: 'Uusinta käynnissä',
  raw: {
    title: 'Jonojen raakanäkymä',
    unavailable: 'Redis ei vastaa, joten jonoja ei voi katsoa sellaisinaan. Kirjaustehtävät ovat tallessa.',
    toQueues: 'Jonot pääkirjasta',
  },
};

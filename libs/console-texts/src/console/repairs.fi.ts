import type { RepairPlanState, RepairVerdict } from '#domain';

type FilterField =
  'systems' | 'endpoints' | 'teams' | 'states' | 'reasons' | 'outcome' | 'code' | 'from' | 'to';

export interface RepairsTexts {
  readonly title: string;
  readonly newPlan: string;
  readonly done: Readonly<Record<'planned' | 'approved' | 'started' | 'stopped', string>>;
  readonly none: string;
  readonly list: Readonly<
    Record<'caption' | 'created' | 'state' | 'filter' | 'tasks' | 'progress' | 'reason', string>
  >;
  readonly filterTitle: string;
  readonly filterHelp: string;
  readonly filter: Readonly<Record<FilterField, string>>;
  readonly all: string;
  readonly lookUp: string;
  /** `Kohde: lifecare-varha` */
  readonly filterPart: (field: string, value: string) => string;
  readonly or: string;
  readonly changeFilter: string;
  readonly found: (count: number) => string;
  readonly foundMore: (count: number) => string;
  readonly foundNone: string;
  readonly planTitle: string;
  readonly reason: string;
  readonly reasonHelp: string;
  readonly rate: string;
  readonly rateHelp: (most: number) => string;
  readonly makePlan: string;
  readonly faults: Readonly<Record<'empty' | 'reason' | 'identity-code' | 'rate' | 'filter', string>>;
  readonly notPlanned: string;
  readonly plan: {
    readonly title: (tasks: number) => string;
    readonly facts: Readonly<
      Record<
        | 'state'
        | 'filter'
        | 'reason'
        | 'rate'
        | 'created'
        | 'approved'
        | 'started'
        | 'stopped'
        | 'ended'
        | 'id',
        string
      >
    >;
    readonly rate: (perSecond: number) => string;
    readonly dryRun: string;
    readonly dryRunSummary: (run: number, leftOut: number) => string;
    readonly looksFirst: string;
    readonly verdict: string;
    readonly count: string;
    readonly progress: string;
    readonly progressSummary: (done: number, all: number) => string;
    readonly result: string;
    readonly retriedStates: string;
    readonly state: string;
    readonly actions: string;
    readonly approve: string;
    readonly approveHelp: string;
    readonly run: (tasks: number) => string;
    readonly goOn: (tasks: number) => string;
    readonly waitsForApproval: string;
    readonly nothingToRun: string;
    readonly stop: string;
    readonly stopHelp: string;
    readonly ended: string;
    readonly items: string;
    readonly itemsCaption: string;
    readonly task: string;
    readonly now: string;
    readonly at: string;
    readonly changed: string;
  };
  readonly states: Readonly<Record<RepairPlanState, string>>;
  readonly verdicts: Readonly<Record<RepairVerdict, string>>;
  readonly results: Readonly<Record<'pending' | 'left-out' | 'retried' | 'skipped' | 'failed', string>>;
}

export const REPAIRS_FI: RepairsTexts = {
  title: 'Uusinnat',
  newPlan: 'Suunnittele uusinta',
  done: {
    planned: 'Suunnitelma on tehty. Mitään ei ole vielä ajettu.',
    approved: 'Suunnitelma on hyväksytty',
    started: 'Uusinta on käynnissä',
    stopped: 'Uusinta on pysäytetty',
  },
  none: 'Uusintoja ei ole suunniteltu.',
  list: {
    caption: 'Suunnitelmat, uusin ensin',
    created: 'Suunniteltu',
    state: 'Tila',
    filter: 'Suodatin',
    tasks: 'Tehtäviä',
    progress: 'Käsitelty',
    reason: 'Perustelu',
  },
  filterTitle: 'Mitkä tehtävät',
  filterHelp: 'Valitse ainakin yksi ehto. Kaikkien ehtojen on täytyttävä.',
  filter: {
    systems: 'Järjestelmä',
    endpoints: 'Kohde',
    teams: 'Tiimi',
    states: 'Tila',
    reasons: 'Syy',
    outcome: 'Viimeisen yrityksen tulos',
    code: 'Viimeisen yrityksen koodi',
    from: 'Muuttunut alkaen',
    to: 'Muuttunut ennen',
  },
  all: 'Kaikki',
  lookUp: 'Hae tehtävät',
  filterPart: (field, value) => `${field}: ${value}`,
  or: ' tai ',
  changeFilter: 'Muuta suodatinta',
  found: (count) => `Suodatin löytää nyt ${count} ${count === 1 ? 'tehtävän' : 'tehtävää'}.`,
  foundMore: (count) => `Suodatin löytää nyt yli ${count} tehtävää.`,
  foundNone: 'Suodatin ei löydä yhtään tehtävää, joten suunnitelmaa ei voi tehdä.',
  planTitle: 'Suunnitelma',
  reason: 'Perustelu',
  reasonHelp: 'Tallentuu lokiin. Yksi rivi, ei henkilötietoja.',
  rate: 'Nopeus, tehtävää sekunnissa',
  rateHelp: (most) => `1–${most}`,
  makePlan: 'Tee suunnitelma',
  faults: {
    empty: 'Tyhjä suodatin ottaisi kaikki tehtävät. Valitse ainakin yksi ehto.',
    reason: 'Kirjoita perustelu yhdelle riville, enintään 500 merkkiä.',
    'identity-code': 'Tässä ei saa olla henkilötunnusta.',
    rate: 'Anna kokonaisluku sallituissa rajoissa.',
    filter: 'Tällaista ehtoa ei voi antaa.',
  },
  notPlanned: 'Suunnitelmaa ei tehty',
  plan: {
    title: (tasks) => `Uusinnan suunnitelma: ${tasks} ${tasks === 1 ? 'tehtävä' : 'tehtävää'}`,
    facts: {
      state: 'Tila',
      filter: 'Suodatin',
      reason: 'Perustelu',
      rate: 'Nopeus',
      created: 'Suunniteltu',
      approved: 'Hyväksytty',
      started: 'Aloitettu',
      stopped: 'Pysäytetty',
      ended: 'Päättynyt',
      id: 'Tunniste',
    },
    rate: (perSecond) => `${perSecond} tehtävää sekunnissa`,
    dryRun: 'Koeajo',
    dryRunSummary: (run, leftOut) => `${run} ajetaan, ${leftOut} jätetään ennalleen.`,
    looksFirst: 'Ennen kirjoitusta tarkistetaan, onko kirjaus jo olemassa.',
    verdict: 'Mitä uusi yritys tekisi',
    count: 'Lkm',
    progress: 'Eteneminen',
    progressSummary: (done, all) => `Käsitelty ${done}/${all}.`,
    result: 'Tulos',
    retriedStates: 'Uudelleen yritettyjen tehtävien tila nyt',
    state: 'Tila',
    actions: 'Toiminnot',
    approve: 'Hyväksy suunnitelma',
    approveHelp: 'Hyväksyjä on muu pääkäyttäjä kuin suunnittelija.',
    run: (tasks) => `Aja uusinta ${tasks} tehtävälle`,
    goOn: (tasks) => `Jatka uusintaa, jäljellä ${tasks}`,
    waitsForApproval: 'Suunnitelma on niin suuri, että toinen pääkäyttäjä hyväksyy sen ennen ajoa.',
    nothingToRun: 'Suunnitelmassa ei ole ajettavaa.',
    stop: 'Keskeytä',
    stopHelp: 'Keskeytyksen jälkeen yhteenkään uuteen tehtävään ei kosketa. Ajoa voi jatkaa.',
    ended: 'Uusinta on valmis.',
    items: 'Tehtävät',
    itemsCaption: 'Suunnitelman tehtävät ajojärjestyksessä',
    task: 'Tehtävä',
    now: 'Tila nyt',
    at: 'Käsitelty',
    changed: 'tehtävä on muuttunut suunnittelun jälkeen',
  },
  states: {
    planned: 'Suunniteltu',
    approved: 'Hyväksytty',
    running: 'Käynnissä',
    stopped: 'Pysäytetty',
    done: 'Valmis',
  },
  verdicts: {
    'would-write': 'Kirjataan',
    'would-ask-first': 'Kysytään ensin kohteesta',
    paused: 'Kohde on pysäytetty nyt',
    'not-installed': 'Kohdetta ei ole asennettu',
    waits: 'Odottaa edellistä kirjausta',
    'in-flight': 'Yritys on jo kesken',
    'by-hand': 'Kirjataan käsin',
    confirmed: 'On jo vahvistettu',
    attested: 'On jo kuitattu',
    superseded: 'Korvattu uudemmalla',
    'consent-ended': 'Suostumus ei salli kirjausta',
    cancelled: 'Peruutettu',
  },
  results: {
    pending: 'Odottaa',
    'left-out': 'Jätetty ennalleen',
    retried: 'Yritetty uudelleen',
    skipped: 'Ohitettu',
    failed: 'Ei onnistunut',
  },
};

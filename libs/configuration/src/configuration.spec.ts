import { rmSync } from 'node:fs';
import { ConfigurationFolder } from '../testing/configuration-folder.js';
import { ConfigurationFault, loadConfiguration, loadEndpoints, loadPractices, loadSenders } from './index.js';

const folder = () => new ConfigurationFolder();

describe('the delivered configuration', () => {
  it('has no fault', () => {
    expect(folder().faults()).toEqual([]);
  });

  it('loads part by part as well', () => {
    const endpoints = loadEndpoints('config', {});
    const practices = loadPractices('config', endpoints);
    expect(practices.size).toBe(14);
    expect(loadSenders('config', [...practices.keys()]).map(({ name }) => name)).toEqual(['sample']);
  });

  it('lets the sample sender send for every team, at 200 events a second at least', () => {
    const [sample] = loadConfiguration('config', {}).senders;
    expect(sample).toMatchObject({ teams: '*', secrets: [{ secret: 'sender-sample', state: 'live' }] });
    expect(sample?.rate.perSecond).toBeGreaterThanOrEqual(200);
  });
});

describe('faults of the configuration', () => {
  it('a broken YAML is told with file, line and column', () => {
    const faults = folder().change('teams/kaarina.yaml', 'version: 1', 'version: [1').faults();
    expect(faults[0]).toMatch(/^teams\/kaarina\.yaml:\d+:\d+ \S/u);
  });

  it('a wrong word is told where it stands', () => {
    expect(
      folder().change('teams/lieto.yaml', 'form: employment-services', 'form: some-form').faults(),
    ).toEqual([
      'teams/lieto.yaml:9:9 must be one of work-ability-team, employment-services, team-privacy-form',
    ]);
  });

  it('an unknown key is told at the key', () => {
    expect(folder().change('teams/lieto.yaml', '  required: true', '  requird: true').faults()).toEqual([
      'teams/lieto.yaml:8:3 required is missing',
      'teams/lieto.yaml:8:3 unknown key: requird',
    ]);
  });

  it('of several allowed shapes the fault is of the one that was meant', () => {
    const eura = (replacement: string) =>
      folder().change('teams/eura.yaml', '      - role: social-worker\n', replacement).faults();
    expect(eura('      - role: social-worker\n        onlyRight: true\n')).toEqual([
      'teams/eura.yaml:22:9 unknown key: onlyRight',
    ]);
    expect(eura('      - role: social-wroker\n')).toEqual([
      expect.stringMatching(/^teams\/eura\.yaml:21:15 must be one of physician,/u),
    ]);
    expect(eura('      - social-worker\n')).toEqual([
      'teams/eura.yaml:21:9 must have a function, a person or a role',
    ]);
    expect(folder().change('senders.yaml', "'*'", 'all').faults()).toEqual([
      "senders.yaml:5:12 must be '*' or a list of teams",
    ]);
  });

  it('a file of aliases only that lead nowhere has no value', () => {
    expect(folder().write('teams/eura.yaml', 'team: *nobody\n').faults()).toEqual([
      expect.stringMatching(/^teams\/eura\.yaml:1:\d+ \S/u),
    ]);
  });

  it('a key given twice is refused', () => {
    const faults = folder().change('teams/lieto.yaml', 'version: 1', 'version: 1\nversion: 2').faults();
    expect(faults).toEqual([expect.stringMatching(/^teams\/lieto\.yaml:6:1 Map keys must be unique/u)]);
  });

  it('all faults of all files come at once', () => {
    const faults = folder()
      .change('teams/kaarina.yaml', 'after: [consent-lifecare]', 'after: [consnt]')
      .change('teams/lieto.yaml', 'version: 1', 'version: one')
      .change('systems/kela.yaml', 'system: kela', 'system: kelo')
      .change('senders.yaml', 'perSecond: 500', 'perSecond: -1')
      .faults();
    expect(faults).toEqual([
      'senders.yaml:10:18 must be above 0',
      'systems/kela.yaml:4:9 must be one of lifecare, pegasos, typ, sofia-crm, proconsona, kanta, kela, ura, other',
      'teams/kaarina.yaml:30:13 there is no rule consnt',
      'teams/lieto.yaml:5:10 must be a whole number',
    ]);
  });

  it('a folder or file that is not there is a fault', () => {
    expect(folder().delete('senders.yaml').faults()).toEqual(['senders.yaml:1:1 the file cannot be read']);
    expect(() => loadConfiguration('nowhere', {})).toThrow(ConfigurationFault);
  });
});

describe('references of a practice', () => {
  const kaarina = (text: string, replacement: string) =>
    folder().change('teams/kaarina.yaml', text, replacement).faults();

  it('a file is named for its team', () => {
    expect(kaarina('team: kaarina', 'team: karina')).toEqual([
      "teams/kaarina.yaml:4:7 must be kaarina, as the file's name",
    ]);
  });

  it('a rule’s system needs a default endpoint of that system', () => {
    expect(kaarina('  sofia-crm: sofia-crm-sote\n', '')).toEqual([
      expect.stringMatching(/^teams\/kaarina\.yaml:\d+:13 defaultEndpoints has none of sofia-crm$/u),
    ]);
    expect(kaarina('  typ: typ-sote', '  typ: sofia-crm-sote')).toEqual([
      'teams/kaarina.yaml:14:8 sofia-crm-sote is an endpoint of sofia-crm',
    ]);
    expect(kaarina('  typ: typ-sote', '  typ: typ-nowhere')).toEqual([
      'teams/kaarina.yaml:14:8 there is no endpoint typ-nowhere',
    ]);
  });

  it('so does every system that may be somebody’s own', () => {
    const faults = folder().change('teams/turku.yaml', '  other: other\n', '').faults();
    expect(faults).toEqual([
      expect.stringMatching(/defaultEndpoints has none of other, which may be a participant's own system$/u),
    ]);
    const own = folder().change('teams/osaamiskeskus.yaml', '  other: other\n', '').faults();
    expect(own.filter((fault) => fault.endsWith('defaultEndpoints has none of other'))).toHaveLength(2);
  });

  it('rules have ids of their own', () => {
    expect(kaarina('id: recommendation-kanta', 'id: recommendation-lifecare')).toEqual([
      expect.stringMatching(/:9 there is a rule recommendation-lifecare already$/u),
    ]);
    expect(kaarina('id: plan-typ', 'id: own-systems')).toEqual([
      expect.stringMatching(/:9 own-systems is the id of the own-systems rule$/u),
    ]);
  });

  it('`after` goes to rules of the practice, in no circle, and to a system that is known', () => {
    expect(
      kaarina('    after: [consent-lifecare]', '    after: [consent-lifecare, recommendation-kanta]'),
    ).toEqual([
      expect.stringMatching(/recommendation-kanta comes after recommendation-lifecare itself$/u),
      expect.stringMatching(/recommendation-lifecare comes after recommendation-kanta itself$/u),
    ]);
    const toOwn = folder()
      .change(
        'teams/osaamiskeskus.yaml',
        '    carries: services',
        '    carries: services\n    after: [case-manager]',
      )
      .faults();
    expect(toOwn).toEqual([expect.stringMatching(/case-manager has no one system that its record is in$/u)]);
  });

  it('functions and persons come before roles, and a visit’s physician is of visits', () => {
    expect(
      kaarina(
        '      - function: secretary\n      - role: social-counsellor',
        '      - role: social-counsellor\n      - function: secretary',
      ),
    ).toEqual([expect.stringMatching(/functions and persons come before roles$/u)]);
    expect(kaarina('      - function: secretary', '      - person: visit-physician')).toEqual([
      expect.stringMatching(/a consent record has no visit-physician$/u),
    ]);
  });

  it('no rule stands against a prohibition', () => {
    expect(folder().change('teams/naantali.yaml', 'record: statistics', 'record: measures').faults()).toEqual(
      [expect.stringMatching(/the practice prohibits measures in pegasos$/u)],
    );
  });

  it('two rules never give the same record in the same system', () => {
    expect(kaarina('record: contact-note\n    system: sofia-crm', 'record: plan\n    system: typ')).toEqual([
      expect.stringMatching(/plan-typ gives the same record in the same system$/u),
    ]);
  });

  it('conditions and contents fit the practice', () => {
    const osaamiskeskus = folder().change(
      'teams/osaamiskeskus.yaml',
      'handlings: [meeting, joint-reception,',
      'handlings: [meeting,',
    );
    expect(osaamiskeskus.faults()).toEqual([
      expect.stringMatching(/joint-reception is not allowed in the team$/u),
    ]);
    expect(
      folder().change('teams/osaamiskeskus.yaml', 'record: recommendation', 'record: plan').faults(),
    ).toEqual([expect.stringMatching(/a plan record has no recommendations$/u)]);
    expect(kaarina('      typClient: true\n      attends:', '      attends:')).toEqual([
      expect.stringMatching(/needs when\.typClient$/u),
    ]);
    expect(
      folder()
        .change(
          'systems/pegasos-sote.yaml',
          'system: pegasos',
          'system: pegasos\ncontent:\n  domains: [general]',
        )
        .faults(),
    ).toEqual([expect.stringMatching(/^teams\/sote-akseli.*pegasos may not be told health information$/u)]);
  });
});

describe('endpoints', () => {
  const load = (variables: Record<string, string>, changes = folder()) => {
    try {
      return loadEndpoints(changes.path, variables);
    } finally {
      rmSync(changes.path, { recursive: true });
    }
  };
  const addressOf = (variables: Record<string, string>, changes = folder()): string | undefined =>
    load(variables, changes).find(({ id }) => id === 'lifecare-varha')?.address;

  it('an address is filled from the environment; unset or empty is not installed', () => {
    expect(addressOf({ LIFECARE_URL: 'http://127.0.0.1:4001' })).toBe('http://127.0.0.1:4001');
    expect(addressOf({})).toBeUndefined();
    expect(addressOf({ LIFECARE_URL: '' })).toBeUndefined();
    const longer = () =>
      folder().change('systems/lifecare-varha.yaml', '${LIFECARE_URL}', '${LIFECARE_URL}/fhir');
    expect(addressOf({ LIFECARE_URL: 'https://lc.example' }, longer())).toBe('https://lc.example/fhir');
    expect(addressOf({}, longer())).toBeUndefined();
  });

  it('nothing but the address is filled', () => {
    const changes = folder().change(
      'systems/lifecare-varha.yaml',
      'clientId: kuittaus',
      'clientId: ${HOME_ID}',
    );
    const [credentials] = load({ HOME_ID: 'x' }, changes)
      .filter(({ id }) => id === 'lifecare-varha')
      .map((endpoint) => endpoint.credentials);
    expect(credentials).toEqual({ clientId: '${HOME_ID}', clientKey: 'lifecare-client-key' });
  });

  it('has the contract’s table and the house’s delivery where it says nothing', () => {
    const changes = folder().write('systems/typ-sote.yaml', 'id: typ-sote\nsystem: typ\n');
    const typ = load({}, changes).find(({ id }) => id === 'typ-sote');
    expect(typ).toMatchObject({
      content: { sector: 'employment', domains: ['general', 'employment'], workAbilityStatement: true },
      concurrency: 4,
      delivery: { deadlineMs: 30_000, settleMs: 5_000, retryForMs: 14 * 24 * 3600 * 1000 },
      options: { archivesToKanta: false },
    });
    expect(typ?.delivery.retryDelaysMs[0]).toBe(5_000);
    const lifecare = load({}).find(({ id }) => id === 'lifecare-varha');
    expect(lifecare?.options.archivesToKanta).toBe(true);
  });

  it('knows which Kanta the Lifecare of the same organisation archives to', () => {
    const archived = (changes?: ConfigurationFolder) =>
      load({}, changes)
        .filter(({ system }) => system === 'kanta')
        .map(({ id, archivedByLifecare }) => [id, archivedByLifecare]);
    expect(archived()).toEqual([
      ['kanta-hyvaks', false],
      ['kanta-varha', true],
    ]);
    const off = folder().change(
      'systems/lifecare-varha.yaml',
      'archivesToKanta: true',
      'archivesToKanta: false',
    );
    expect(archived(off)).toEqual([
      ['kanta-hyvaks', false],
      ['kanta-varha', false],
    ]);
  });

  it('takes overrides of content and retries', () => {
    const changes = folder().write(
      'systems/other.yaml',
      'id: other\nsystem: other\ncontent: {sector: social}\nretry: {delaysMs: [100], forMs: 1000}\n',
    );
    expect(load({}, changes).find(({ id }) => id === 'other')).toMatchObject({
      content: { sector: 'social', domains: ['general'] },
      delivery: { retryDelaysMs: [100], retryForMs: 1000 },
    });
  });

  it('refuses what cannot be', () => {
    const faults = folder()
      .change('systems/kela.yaml', 'id: kela', 'id: kella')
      .change('systems/ura.yaml', 'system: ura', 'system: ura\naddress: https://ura.example')
      .change('systems/kanta-varha.yaml', '- name: Varsinais-Suomen', '- name: Keski-Suomen')
      .change('systems/lifecare-hyvaks.yaml', '${LIFECARE_URL}', 'not an address')
      .faults()
      .filter((fault) => fault.startsWith('systems/'));
    expect(faults).toEqual([
      'systems/kanta-varha.yaml:7:11 kanta-hyvaks serves this organisation already',
      "systems/kela.yaml:3:5 must be kela, as the file's name",
      'systems/lifecare-hyvaks.yaml:7:10 must be an address with a scheme, or empty',
      'systems/ura.yaml:5:10 ura is done by hand and has no address',
    ]);
  });
});

describe('senders', () => {
  const second = `  - name: second
    teams: [kaarina, karina]
    secrets:
      - secret: sender-sample
        state: live
    keys:
      - publicKey: short
        state: revoked
    rate: { perSecond: 5, burst: 10 }
`;

  it('a key must be a key', () => {
    const faults = folder().change('senders.yaml', 'senders:\n', `senders:\n${second}`).faults();
    expect(faults).toEqual(['senders.yaml:10:20 must be the base64 of an Ed25519 public key (32 bytes)']);
  });

  it('teams must be there, names and secrets are one sender’s', () => {
    const keyless = second.replace(/ {4}keys:[\s\S]*revoked\n/u, '').replace('second', 'sample');
    const faults = folder().change('senders.yaml', 'senders:\n', `senders:\n${keyless}`).faults();
    expect(faults).toEqual([
      'senders.yaml:5:22 there is no team karina',
      'senders.yaml:10:5 shares a secret or a key with another sender',
      'senders.yaml:10:11 there is a sender sample already',
    ]);
  });

  it('a sender needs a secret or a key', () => {
    const faults = folder()
      .change('senders.yaml', '    secrets:\n      - secret: sender-sample\n        state: live\n', '')
      .faults();
    expect(faults).toEqual(['senders.yaml:4:5 must have a secret or a key']);
  });
});

describe('a practice’s version', () => {
  it('changes with every change of the file', () => {
    const versionOf = (changes: ConfigurationFolder): string | undefined => {
      try {
        return loadConfiguration(changes.path, {}).practices.get('turku')?.version;
      } finally {
        rmSync(changes.path, { recursive: true });
      }
    };
    const delivered = versionOf(folder());
    expect(delivered).toMatch(/^1-[0-9a-f]{12}$/u);
    expect(versionOf(folder())).toBe(delivered);
    expect(versionOf(folder().change('teams/turku.yaml', 'inWriting: true', 'inWriting: false'))).not.toBe(
      delivered,
    );
  });
});

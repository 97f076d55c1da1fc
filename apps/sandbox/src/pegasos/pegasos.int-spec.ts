import HL7 from 'hl7-standard';
import { frameOf, textOf, firstSegment, type Message } from '#hl7v2';
import { PegasosStand } from '../../testing/start-pegasos.js';

const TIME = '20260302101500+0200';
const PID = 'PID|||010594Y9032^^^&1.2.246.21&ISO^NNFIN||Ensimmäinen^Testi';
let counter = 0;

interface Parts {
  readonly event?: 'T02' | 'T10' | 'T11';
  readonly number?: string;
  readonly parent?: string;
  readonly text?: string;
}

/** A message that is taken, as it is on the wire. */
function anMdm({ event = 'T02', number = `n-${++counter}`, parent, text = 'teksti' }: Parts = {}): string {
  const structure = event === 'T11' ? 'MDM_T01' : 'MDM_T02';
  const status = event === 'T11' ? 'CA' : 'AV';
  const content = [
    `OBX|1|FT|TEXT^^X||${text}||||||F`,
    'OBX|2|DT|HANDLED-ON^^X||20260302||||||F',
    `OBX|3|ST|VERSION^^X||v-${number}||||||F`,
  ];
  return [
    `MSH|^~\\&|KUITTAUS||PEGASOS||${TIME}||MDM^${event}^${structure}|m-${++counter}|P|2.5|||||FIN|UNICODE UTF-8`,
    `EVN||${TIME}`,
    PID,
    'PV1||N',
    `TXA|1|PLAN|FT|${TIME}|||||^Liisa Lääkäri|||${number}^X|${parent === undefined ? '' : `${parent}^X`}||||DO||${status}`,
    ...(event === 'T11' ? [] : content),
    '',
  ].join('\r');
}

const aQuery = (number: string): string =>
  [
    `MSH|^~\\&|KUITTAUS||PEGASOS||${TIME}||QRY^T12^QRY_T12|m-${++counter}|P|2.5||||||UNICODE UTF-8`,
    `QRD|${TIME}|R|I|q-1|||10^RD|010594Y9032^^^^^^^^&1.2.246.21&ISO|OTH|${number}^^X`,
    '',
  ].join('\r');

/** `AE 102 TXA-12` */
function verdictOf(answer: Message | undefined): string {
  if (answer === undefined) return 'no answer';
  const [msa, err] = ['MSA', 'ERR'].map((name) => firstSegment(answer, name));
  if (err === undefined) return textOf(msa, 1);
  return `${textOf(msa, 1)} ${textOf(err, 3)} ${textOf(err, 2, 1)}-${textOf(err, 2, 3)}`;
}

describe('the health record stand-in', () => {
  let stand: PegasosStand;

  beforeAll(async () => {
    stand = await PegasosStand.start();
  });

  afterEach(() => stand.faults.clear());

  afterAll(() => stand.stop());

  const verdict = async (text: string): Promise<string> => verdictOf((await stand.exchange(text))[0]);
  const rows = (...numbers: readonly string[]) =>
    stand.journal().filter(({ key }) => numbers.includes(String(key)));

  it('takes a new document, keeps it readable, and tells it to who asks by its number', async () => {
    const text = 'Åke \\F\\ \\S\\ 👩🏽‍⚕️\\.br\\rivi 2';
    expect(await verdict(anMdm({ number: 'a-1', text }))).toBe('AA');
    expect(rows('a-1')).toEqual([
      {
        id: 'a-1',
        key: 'a-1',
        record: 'plan',
        client: '010594Y9032',
        content: 'Åke | ^ 👩🏽‍⚕️\nrivi 2\n20260302\nEnsimmäinen\nTesti\nLiisa Lääkäri',
        version: 'v-a-1',
        operation: 'create',
        storedAt: expect.any(String),
      },
    ]);
    const [answer] = await stand.exchange(aQuery('a-1'));
    expect(answer?.segments.map(({ name }) => name).join(' ')).toBe(
      'MSH MSA QAK QRD EVN PID PV1 TXA OBX OBX OBX',
    );
    expect(textOf(firstSegment(answer!, 'TXA'), 19)).toBe('AV');
  });

  it('answers that nothing is there', async () => {
    const [answer] = await stand.exchange(aQuery('nobody'));
    expect([
      verdictOf(answer),
      textOf(firstSegment(answer!, 'QAK'), 2),
      firstSegment(answer!, 'PID'),
    ]).toEqual(['AA', 'NF', undefined]);
  });

  it('keeps the chain of versions, and of each whether it is the newest', async () => {
    for (const message of [
      anMdm({ number: 'c-1' }),
      anMdm({ event: 'T10', number: 'c-2', parent: 'c-1' }),
      anMdm({ event: 'T10', number: 'c-3', parent: 'c-2' }),
      anMdm({ event: 'T11', number: 'c-3' }),
    ]) {
      expect(await verdict(message)).toBe('AA');
    }
    expect(rows('c-1').map(({ id, key, version, operation }) => [id, key, version, operation])).toEqual([
      ['c-1', 'c-1', 'v-c-1', 'create'],
      ['c-2', 'c-1', 'v-c-2', 'replace'],
      ['c-3', 'c-1', 'v-c-3', 'replace'],
      ['c-3', 'c-1', 'CA', 'nullify'],
    ]);
    const answers = await stand.exchange(...['c-1', 'c-2', 'c-3'].map(aQuery));
    expect(answers.map((answer) => textOf(firstSegment(answer, 'TXA'), 19))).toEqual(['OB', 'OB', 'CA']);
  });

  it('stores no number twice, replaces nothing but the newest, and cancels once', async () => {
    await stand.exchange(anMdm({ number: 'd-1' }), anMdm({ event: 'T10', number: 'd-2', parent: 'd-1' }));
    const refused: [string, string][] = [
      [anMdm({ number: 'd-1', text: 'muu' }), 'AE 205 TXA-12'],
      [anMdm({ event: 'T10', number: 'd-2', parent: 'd-1' }), 'AE 205 TXA-12'],
      [anMdm({ event: 'T10', number: 'd-3', parent: 'd-1' }), 'AE 204 TXA-13'],
      [anMdm({ event: 'T10', number: 'd-3', parent: 'd-9' }), 'AE 204 TXA-13'],
      [anMdm({ event: 'T11', number: 'd-1' }), 'AE 204 TXA-12'],
      [anMdm({ event: 'T11', number: 'd-9' }), 'AE 204 TXA-12'],
      [
        anMdm({ event: 'T10', number: 'd-3', parent: 'd-2' }).replace('010594Y9032', '010516B903X'),
        'AE 204 PID-3',
      ],
      [anMdm({ event: 'T10', number: 'd-3', parent: 'd-2' }).replace('|PLAN|', '|VISIT|'), 'AE 103 TXA-2'],
    ];
    for (const [message, expected] of refused) {
      expect([message, await verdict(message)]).toEqual([message, expected]);
    }
    expect(await verdict(anMdm({ event: 'T11', number: 'd-2' }))).toBe('AA');
    expect(await verdict(anMdm({ event: 'T11', number: 'd-2' }))).toBe('AE 205 TXA-12');
    expect(rows('d-1')).toHaveLength(3);
  });

  it('stores one of many copies that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => (await stand.exchange(anMdm({ number: 'e-1' })))[0]),
    );
    expect(answers.map(verdictOf).sort()).toEqual([
      'AA',
      ...Array.from({ length: 9 }, () => 'AE 205 TXA-12'),
    ]);
  });

  it.each<[string, string | RegExp, string, string]>([
    ['another message', 'MDM^T02^MDM_T02', 'ADT^A01^ADT_A01', 'AR 200 MSH-9'],
    ['another event', 'MDM^T02^MDM_T02', 'MDM^T04^MDM_T02', 'AR 201 MSH-9'],
    ['another structure', 'MDM^T02^MDM_T02', 'MDM^T02', 'AR 200 MSH-9'],
    ['another version', '|2.5|', '|2.3|', 'AR 203 MSH-12'],
    ['another processing', '|P|2.5', '|X|2.5', 'AR 202 MSH-11'],
    ['no character set', '|UNICODE UTF-8', '', 'AE 101 MSH-18'],
    ['no sender', '|KUITTAUS|', '||', 'AE 101 MSH-3'],
    ['an id too long', /m-\d+/, 'x'.repeat(21), 'AE 102 MSH-10'],
    ['no event time', /EVN[^\r]*/, 'EVN', 'AE 101 EVN-2'],
    ['a day that is none', `EVN||${TIME}`, 'EVN||20260230101500', 'AE 102 EVN-2'],
    ['no client', /PID[^\r]*/, 'PID|||||A^B', 'AE 101 PID-3'],
    ['two clients', '^NNFIN', '^NNFIN~2^^^&1.2.3&ISO', 'AE 101 PID-3'],
    ['a client without OID', '&1.2.246.21&ISO', '', 'AE 102 PID-3'],
    ['a wrong identity code', '010594Y9032', '010594Y9033', 'AE 102 PID-3'],
    ['no name', '||Ensimmäinen^Testi', '', 'AE 101 PID-5'],
    ['an address', 'Ensimmäinen^Testi', 'Ensimmäinen^Testi||||||Katu 1', 'AE 102 PID-11'],
    ['another document type', '|PLAN|', '|LETTER|', 'AE 103 TXA-2'],
    ['no author', '^Liisa Lääkäri', '', 'AE 101 TXA-9'],
    ['an unknown register of authors', '^Liisa', '1^Liisa', 'AE 102 TXA-9'],
    ['no number', /n-\d+\^X/, '', 'AE 101 TXA-12'],
    ['a number of nobody', /(n-\d+)\^X/, '$1', 'AE 101 TXA-12'],
    ['a parent of a new document', '||||DO', 'p^X||||DO', 'AE 102 TXA-13'],
    ['no completion status', '|DO|', '||', 'AE 101 TXA-17'],
    ['a wrong completion status', '|DO|', '|XX|', 'AE 103 TXA-17'],
    ['a cancelled new document', '||AV', '||CA', 'AE 103 TXA-19'],
    ['no content', /OBX[^]*/, '', 'AE 100 TXA-1'],
    ['a segment too many', 'PV1||N', 'PV1||N\rNTE|1', 'AE 100 NTE-1'],
    ['segments in another order', /(PV1[^\r]*)\r(TXA[^\r]*)/, '$2\r$1', 'AE 100 OBX-1'],
    ['a delimiter not escaped', 'teksti', 'a^b', 'AE 102 OBX-5'],
    ['an escape that is none', 'teksti', 'a\\Q\\b', 'AE 102 OBX-5'],
    ['a number out of order', 'OBX|2', 'OBX|3', 'AE 102 OBX-1'],
    ['a date that is none', '||20260302|', '||2.3.2026|', 'AE 102 OBX-5'],
    ['a value not final', 'teksti||||||F', 'teksti||||||P', 'AE 103 OBX-11'],
  ])('refuses %s', async (_, part, other, expected) => {
    const right = anMdm();
    const wrong = right.replace(part, other);
    expect(wrong).not.toBe(right);
    expect(await verdict(wrong)).toBe(expected);
  });

  it('knows no real person', async () => {
    // A valid code outside the artificial range is made up here, so that none stands in a file.
    const [day, number] = ['010101', '002'];
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(day + number) % 31];
    expect(await verdict(anMdm().replace('010594Y9032', `${day}-${number}${check}`))).toBe('AE 204 PID-3');
  });

  it('refuses a query without document number or client', async () => {
    expect(await verdict(aQuery('').replace('|^^X', ''))).toBe('AE 101 QRD-10');
    expect(await verdict(aQuery('a-1').replace('&1.2.246.21&ISO', ''))).toBe('AE 102 QRD-8');
  });

  it('reads a message in whatever packets it comes, and several in one', async () => {
    const bytes = Buffer.concat(
      [anMdm({ number: 'f-1' }), anMdm({ number: 'f-2' })].map((text) => frameOf(Buffer.from(text))),
    );
    const socket = stand.connect().setNoDelay(true);
    for (const byte of bytes) socket.write(Buffer.from([byte]));
    const answers = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.split('MSA|AA').length > 2) resolve(text);
      });
    });
    expect((await answers).split('\x1c\r')).toHaveLength(3);
    socket.destroy();
    expect((await stand.exchange(aQuery('f-1'), aQuery('f-2'))).map(verdictOf)).toEqual(['AA', 'AA']);
  });

  it.each([
    ['garbage before a frame', Buffer.from(`x\x0b${anMdm()}\x1c\r`)],
    ['a frame that is no message', frameOf(Buffer.from('hello'))],
    ['bytes that are no UTF-8', frameOf(Buffer.from(anMdm(), 'latin1'))],
  ])('takes the connection away on %s', async (_, bytes) => {
    expect(await stand.exchangeBytes(bytes, 1)).toEqual([]);
  });

  it('answers in ISO 8859-1 who writes so', async () => {
    const inLatin = (text: string) => Buffer.from(text.replace('UNICODE UTF-8', '8859/1'), 'latin1');
    const [taken, told] = await stand.exchange(inLatin(anMdm({ number: 'g-1' })), inLatin(aQuery('g-1')));
    expect([verdictOf(taken), textOf(told?.segments[0], 18), textOf(firstSegment(told!, 'PID'), 5)]).toEqual([
      'AA',
      '8859/1',
      'Ensimmäinen',
    ]);
  });

  it('says in ISO 8859-1 nothing that this cannot hold', async () => {
    await stand.exchange(anMdm({ number: 'g-2', text: 'Čáŋđ' }));
    expect(await verdict(aQuery('g-2').replace('UNICODE UTF-8', '8859/1'))).toBe('AE 207 -');
  });

  it('talks with an independent library', async () => {
    const built = new HL7(anMdm({ number: 'h-1' }), { lineEndings: '\r' });
    built.transform();
    built.set('OBX.5', 'asetettu');
    expect(await verdict(`${built.build()}\r`)).toBe('AA');
    expect(rows('h-1')[0]?.['content']).toContain('asetettu');
    const socket = stand.connect();
    const raw = new Promise<string>((resolve) => {
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk.toString().replace(/^\x0b|\x1c\r$/g, ''));
      });
    });
    socket.write(frameOf(Buffer.from(aQuery('h-1'))));
    const read = new HL7(await raw);
    read.transform();
    socket.destroy();
    expect(['MSA.1', 'QAK.2', 'TXA.12.1', 'TXA.19', 'OBX.5'].map((field) => read.get(field))).toEqual([
      'AA',
      'OK',
      'h-1',
      'AV',
      'asetettu',
    ]);
  });

  it('has everything again after a restart', async () => {
    const before = stand.journal();
    stand = await stand.restart();
    expect(stand.journal()).toEqual(before);
    expect(await verdict(anMdm({ number: 'c-1' }))).toBe('AE 205 TXA-12');
    expect(await verdict(anMdm({ event: 'T10', number: 'c-9', parent: 'c-2' }))).toBe('AE 204 TXA-13');
  });

  describe('with faults', () => {
    const ordered = async (fault: { mode: string; value?: number; count?: number }, message: string) => {
      stand.fault(fault);
      return verdict(message);
    };

    it.each([
      ['down', 0],
      ['drop-before', 0],
      ['drop-after', 1],
    ])('%s answers nothing and has stored %i', async (mode, stored) => {
      const number = `i-${mode}`;
      expect(await ordered({ mode, count: 1 }, anMdm({ number }))).toBe('no answer');
      expect(rows(number)).toHaveLength(stored);
      expect(await verdict(aQuery(number))).toBe('AA');
    });

    it('not-stored answers as usual, wrong-client stores with somebody else', async () => {
      expect(await ordered({ mode: 'not-stored', count: 1 }, anMdm({ number: 'j-1' }))).toBe('AA');
      expect(rows('j-1')).toEqual([]);
      expect(await ordered({ mode: 'wrong-client', count: 1 }, anMdm({ number: 'j-2' }))).toBe('AA');
      expect(rows('j-2')[0]?.['client']).toBe('010516B903X');
    });

    it.each([
      ['unknown-client', 'AE 204 PID-3'],
      ['no-rights', 'AE 103 TXA-9'],
    ])('%s is %s', async (mode, expected) => {
      expect(await ordered({ mode, count: 1 }, anMdm())).toBe(expected);
    });

    it.each([
      [400, 'AR 202 -'],
      [412, 'AE 207 -'],
      [429, 'AR 206 -'],
      [500, 'AE 207 -'],
      [503, 'AR 206 -'],
    ])('status %i is %s, to a query too', async (value, expected) => {
      const number = `k-${value}`;
      expect(await ordered({ mode: 'status', value, count: 1 }, anMdm({ number }))).toBe(expected);
      expect(await ordered({ mode: 'status', value, count: 1 }, aQuery(number))).toBe(expected);
      expect(rows(number)).toEqual([]);
    });

    it('latency stores at once and answers late', async () => {
      stand.fault({ mode: 'latency', value: 300, count: 1 });
      let isAnswered = false;
      const answered = verdict(anMdm({ number: 'l-1' })).finally(() => {
        isAnswered = true;
      });
      while (rows('l-1').length === 0) await stand.exchange(aQuery('l-1'));
      expect(isAnswered).toBe(false);
      expect(await answered).toBe('AA');
    });
  });
});

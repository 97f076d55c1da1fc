import { SandboxProcess, anOrder, nextVersion } from '#recording/testing';
import { sendFrame, sendSoap, written, type Alterations, type Said } from '../testing/raw-messages.js';

describe('the Pro Consona stand-in', () => {
  let sandbox: SandboxProcess;

  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  });

  afterAll(() => sandbox.stop());

  const send = (alter: Alterations = {}, order = anOrder('case-note')): Promise<Said> =>
    sendFrame(written(order, sandbox, alter).frame, sandbox);
  const stored = async (): Promise<number> => {
    const rows = (await (await fetch(`${sandbox.addresses.proconsona}/_journal`)).json()) as unknown[];
    return rows.length;
  };

  it('takes a right message', async () => {
    expect(await send()).toMatchObject({ status: 200, type: 'AA', codes: [] });
  });

  const INTEGRITY = '4Y00007';
  const DOCUMENT = '4Y00108';
  const SIGNATURE = '4Y00104';
  const otherHeader =
    (changes: object): NonNullable<Alterations['message']> =>
    (message) => ({ ...message, header: { ...message.header, ...changes } });
  const ofPatient = (root: string, extension: string): Alterations => {
    const patient = { id: { root, extension }, familyName: 'Testi', givenName: 'Testi' };
    return {
      document: (document) => ({ ...document, header: { ...document.header, patient } }),
      message: otherHeader({ patient }),
    };
  };
  const inFrame = (from: string | RegExp, to: string): Alterations => ({
    frame: (xml) => xml.replace(from, to),
  });

  const REFUSED: readonly (readonly [string, Alterations, string])[] = [
    ['another id in the frame than in the document', { message: otherHeader({ setId: '1.2.3' }) }, INTEGRITY],
    ['no service request', { message: (message) => ({ ...message, reasons: [] }) }, INTEGRITY],
    [
      'two service requests',
      {
        message: (message) => ({ ...message, reasons: [...message.reasons, ...message.reasons.slice(0, 1)] }),
      },
      INTEGRITY,
    ],
    ['another service request', inFrame('code="SP1"', 'code="SP17"'), INTEGRITY],
    [
      'no purpose of use',
      { message: (message) => ({ ...message, reasons: message.reasons.slice(0, 1) }) },
      INTEGRITY,
    ],
    ['an interaction id of another', inFrame('extension="RCMR_IN200002FI01"', 'extension="X"'), INTEGRITY],
    ['an unknown element in the envelope', inFrame('<languageCode', '<x/><languageCode'), INTEGRITY],
    ['no declaration in the document', { source: (xml) => xml.replace(/^<\?xml.*?\?>/, '') }, DOCUMENT],
    ['two declarations in the document', { source: (xml) => `<?xml version="1.0"?>${xml}` }, DOCUMENT],
    ['carriage returns in the document', { source: (xml) => xml.replace('?>', '?>\r\n') }, DOCUMENT],
    ['a document type in the document', { source: (xml) => xml.replace('?>', '?><!DOCTYPE a>') }, DOCUMENT],
    [
      'a title changed after the signature only in the body',
      { source: (xml) => xml.replace(/<json [^>]*>[^<]*/, '<json xmlns="urn:hl7finland">e30=') },
      SIGNATURE,
    ],
    [
      'no structured form that is JSON',
      { document: (document) => ({ ...document, structuredForm: Buffer.from('{') }) },
      DOCUMENT,
    ],
    [
      'a display form that is no XHTML',
      { document: (document) => ({ ...document, displayForm: Buffer.from('<div>x</div>') }) },
      DOCUMENT,
    ],
    ['an identity code that could be somebody’s', ofPatient('1.2.246.21', '010190-' + '123M'), '4Y00105'],
    ['an identity code that is none', ofPatient('1.2.246.21', '010594Y9031'), DOCUMENT],
    ['a temporary id of no organisation', ofPatient('1.2.3', 'x'), DOCUMENT],
  ];

  it.each(REFUSED)('refuses %s', async (_, alter, code) => {
    const before = await stored();
    const said = await send(alter);
    expect(said).toMatchObject({ status: 200, type: 'AE' });
    expect(said.codes).toContain(code);
    expect(await stored()).toBe(before);
  });

  it('tells several errors at once, each with its number and without a value', async () => {
    const said = await send({
      ...ofPatient('1.2.246.21', '010190-' + '123M'),
      frame: (xml) => xml.replace('code="SP1"', 'code="SP17"').replace('V3-2006', 'V3-2005'),
    });
    expect(said.details.map((text) => text.slice(0, 3))).toEqual(['1: ', '2: ', '3: ']);
    expect(said.text).not.toContain('010190-' + '123M');
  });

  it('says of a copy that it is there already, and stores nothing', async () => {
    const order = anOrder('case-note');
    await send({}, order);
    const before = await stored();
    expect(await send({}, order)).toMatchObject({ type: 'AE', codes: ['4Y00101'] });
    expect(await stored()).toBe(before);
  });

  it('refuses a message id that it has seen', async () => {
    const { frame } = written(anOrder('case-note'), sandbox);
    await sendFrame(frame, sandbox);
    expect((await sendFrame(frame, sandbox)).codes).toContain(INTEGRITY);
  });

  describe('of a series', () => {
    async function series() {
      const first = anOrder('case-note');
      await send({}, first);
      const targetId = /<id root="([^"]+)"\/><code/.exec(written(first, sandbox).document)?.[1] ?? '';
      const previous = { targetId, targetVersion: '1' };
      return { first, previous };
    }

    it('refuses a version that does not follow', async () => {
      const { first } = await series();
      const stale = nextVersion(first, {
        operation: 'replace',
        previous: { targetId: '1.2.3', targetVersion: '1' },
      });
      expect((await send({}, stale)).codes).toEqual(['4Y00102']);
    });

    it('closes a document that was nullified', async () => {
      const { first, previous } = await series();
      const nullify = nextVersion(first, { operation: 'nullify', previous });
      expect(await send({}, nullify)).toMatchObject({ type: 'AA' });
      const later = nextVersion(first, { operation: 'replace', previous });
      expect((await send({}, later)).codes).toEqual(['4Y00107']);
    });

    it('refuses another client', async () => {
      const { first, previous } = await series();
      const next = nextVersion(first, { operation: 'replace', previous });
      expect((await send(ofPatient('1.2.246.21', '020594X903P'), next)).codes).toEqual(['4Y00106']);
    });
  });

  it.each([
    ['two XML declarations', (xml: string) => `<?xml version="1.0"?>${xml}`],
    ['lines that end in CR LF', (xml: string) => xml.replace('\n', '\r\n')],
    ['what is no envelope', () => '<?xml version="1.0"?><a/>'],
  ])('answers %s by a fault of the client', async (_, change) => {
    const said = await sendSoap(change('<?xml version="1.0"?>\n<a/>'), 'x', sandbox);
    expect(said).toMatchObject({ status: 500, type: undefined });
    expect(said.text).toContain('soap:Client');
  });

  describe('as the validator of the test environment', () => {
    async function validate(alter: Alterations = {}, palveluPyynto = 'SP1') {
      const { frame, document } = written(anOrder('case-note'), sandbox, alter);
      const siirtokehysXml = `<?xml version="1.0" encoding="UTF-8"?>\n${frame}`;
      const request = { messageId: '1', palveluPyynto, level: '1', siirtokehysXml, asiakirjaXml: document };
      const response = await fetch(`${sandbox.addresses.proconsona}/validate`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      return { status: response.status, body: await response.text() };
    }

    it('answers a right frame and document by an empty 200, and stores nothing', async () => {
      const before = await stored();
      expect(await validate()).toEqual({ status: 200, body: '' });
      expect(await stored()).toBe(before);
    });

    it('tells all that is wrong in one description', async () => {
      const { status, body } = await validate(inFrame('V3-2006', 'V3-2005'), 'SP17');
      expect(status).toBe(400);
      expect(JSON.parse(body)).toEqual({ description: expect.stringMatching(/^1: .+;2: .+$/) });
    });
  });
});

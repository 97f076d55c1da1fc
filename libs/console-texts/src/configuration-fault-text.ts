/** A fault of a configuration file, as the configuration's checks tell it. */
interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly allowed?: readonly string[];
}

type Sentence = (...parts: string[]) => string;

/** What the configuration's checks say, and how it is said in Finnish. */
const SENTENCES: readonly (readonly [RegExp, Sentence])[] = [
  [/^must be one of /u, () => 'arvo ei ole sallittu'],
  [/^unknown key: (.+)$/u, (key) => `tuntematon kenttä ${key}`],
  [/^(\S+) is missing$/u, (key) => `kenttä ${key} puuttuu`],
  [/^must be (\S+), as the file's name$/u, (name) => `pitää olla ${name}, kuten tiedoston nimi`],
  [/^there is no endpoint (\S+)$/u, (id) => `asennusta ${id} ei ole`],
  [/^(\S+) is an endpoint of (\S+)$/u, (id, system) => `${id} on järjestelmän ${system} asennus`],
  [
    /^defaultEndpoints has none of (\S+), which may/u,
    (system) => `kohdasta defaultEndpoints puuttuu ${system}, joka voi olla osallistujan oma järjestelmä`,
  ],
  [/^defaultEndpoints has none of (\S+)$/u, (system) => `kohdasta defaultEndpoints puuttuu ${system}`],
  [/^(\S+) is the id of the own-systems rule$/u, (id) => `${id} on varattu oman järjestelmän säännölle`],
  [/^there is a rule (\S+) already$/u, (id) => `sääntö ${id} on jo olemassa`],
  [/^there is no rule (\S+)$/u, (id) => `sääntöä ${id} ei ole`],
  [
    /^(\S+) has no one system that its record is in$/u,
    (id) => `säännön ${id} kirjaus ei ole aina samassa järjestelmässä, joten sen jälkeen ei voi järjestää`,
  ],
  [/^(\S+) comes after (\S+) itself$/u, (id, other) => `${id} tulee itse säännön ${other} jälkeen`],
  [
    /^the practice prohibits (\S+) in (\S+)$/u,
    (record, system) => `kirjauskäytäntö kieltää kirjauksen ${record} järjestelmään ${system}`,
  ],
  [
    /^(\S+) may not be told health information$/u,
    (system) => `järjestelmään ${system} ei saa viedä terveystietoja`,
  ],
  [/^functions and persons come before roles$/u, () => 'tehtävät ja henkilöt tulevat ennen rooleja'],
  [/^a (\S+) record has no visit-physician$/u, (record) => `kirjauksella ${record} ei ole käynnin lääkäriä`],
  [/^(\S+) is not allowed in the team$/u, (handling) => `tiimi ei salli käsittelytapaa ${handling}`],
  [
    /^(\S+) gives the same record in the same system$/u,
    (id) => `sääntö ${id} antaa saman kirjauksen samaan järjestelmään`,
  ],
  [/^a (\S+) record has no recommendations$/u, (record) => `kirjauksella ${record} ei ole suosituksia`],
  [/^needs when\.typClient$/u, () => 'tarvitsee ehdon when.typClient: true'],
  [/^must have a function, a person or a role$/u, () => 'kirjaajalla pitää olla function, person tai role'],
  [/^must name (somebody|a handling|a role)$/u, () => 'luettelo ei saa olla tyhjä'],
  [/^must allow a handling$/u, () => 'luettelo ei saa olla tyhjä'],
  [/^must be a number of working days$/u, () => 'pitää olla työpäivien määrä, kokonaisluku'],
  [/^must be a whole number$/u, () => 'pitää olla kokonaisluku'],
  [/^must not be empty$/u, () => 'ei saa olla tyhjä'],
  [
    /^must be lower-case letters, digits and hyphens$/u,
    () => 'pitää olla pieniä kirjaimia, numeroita ja viivoja',
  ],
  [/^Invalid input: expected (\w+)/u, (type) => `väärän tyyppinen arvo (pitää olla ${type})`],
  [/^Too (?:small|big): .*?([<>]=?\S+)/u, (limit) => `arvo ei ole rajoissa (${limit})`],
  [/^the folder cannot be read$/u, () => 'kansiota ei voi lukea'],
  [/^the file cannot be read$/u, () => 'tiedostoa ei voi lukea'],
];

/** @returns the check's message in Finnish; undefined for one that has no sentence here, such as the YAML parser's */
export function finnishMessage(message: string): string | undefined {
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(message);
    if (found !== null) return sentence(...found.slice(1));
  }
  return undefined;
}

/** `config/teams/turku.yaml:9:9 arvo ei ole sallittu. Sallitut: …` */
export function faultText({ file, line, column, message, allowed }: Fault): string {
  const said = finnishMessage(message) ?? `tiedostoa ei voi käyttää: ${message}`;
  const choices = allowed === undefined ? '' : `. Sallitut: ${allowed.join(', ')}`;
  return `${file}:${line}:${column} ${said}${choices}`;
}

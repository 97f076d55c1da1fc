import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';

/**
 * A clone has to work anywhere: nothing committed may lean on the machine that it was written on.
 * The marks are put together from parts, so that this file does not hold what it looks for.
 */
const HOME = ['home', 'Users', 'root', 'work', 'workspace', 'mnt', 'private'].join('|');
/** Two steps below a root that only a certain machine has; `/work` alone may be a route. */
const MACHINE_PATH = new RegExp(
  `(?:(?<![\\w.$~}/-])|(?<=file://))/(?:${HOME})/[\\w.-]+/?|[A-Z]:\\\\(?:Users|home)\\\\`,
);
const REGISTRY_HOST = new RegExp(
  ['registry', 'npm', 'pypi', 'proxy', 'mirror', 'nexus', 'artifactory', 'verdaccio', 'deb']
    .map((name) => `(?:https?:)?//(?:[\\w-]+[.])*${name}[\\w-]*[.][\\w.-]+`)
    .join('|'),
);

describe('the committed files', () => {
  const files = committedFiles();

  it('name no path of a certain machine', () => {
    expect(linesWith(MACHINE_PATH, files)).toEqual([]);
  });

  it('name no host of a package registry', () => {
    expect(linesWith(REGISTRY_HOST, files)).toEqual([]);
  });

  it('lock packages by version and digest, without the addresses they were fetched from', () => {
    const lock: { packages: Record<string, { resolved?: string; integrity?: string; inBundle?: boolean }> } =
      JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
    // What a package brings in its own bundle is under the bundle's digest.
    const own = packages.filter(([, entry]) => entry.inBundle !== true);
    expect(own.filter(([, entry]) => entry.integrity === undefined)).toEqual([]);
  });

  it('pin every package to one version', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    const versions: unknown[] = Object.values({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    });
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it.each([
    ['/' + 'work/main/dist', true],
    ['see /' + 'home/aino/kuittaus', true],
    ['"file:///' + 'root/kuittaus/x"', true],
    ['https://kuittaus.example/home/page', false],
    ['apps/work/main.ts', false],
  ])('are searched with a mark that tells %s rightly', (text, found) => {
    expect(MACHINE_PATH.test(text)).toBe(found);
  });

  it.each([
    ['https://' + ['registry', 'npmjs', 'org/x'].join('.'), true],
    ['http://packages.' + 'proxy.example:8080/', true],
    ['https://hl7.fi/fhir/finnish-base-profiles', false],
  ])('are searched with a mark that tells the host of %s rightly', (text, found) => {
    expect(REGISTRY_HOST.test(text)).toBe(found);
  });
});

/** What git holds or would take; the tree may belong to another user, which git else refuses to read. */
function committedFiles(): string[] {
  const listed = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { encoding: 'utf8' },
  );
  return listed.split('\0').filter((file) => file !== '' && existsSync(file) && lstatSync(file).isFile());
}

function linesWith(mark: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) => (mark.test(line) ? [`${file}:${i + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

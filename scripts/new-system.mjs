import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './places.mjs';
import { Fault } from './progress.mjs';

const TEMPLATES = `${ROOT}/scripts/new-system`;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;

/** Where each template goes; a name in it is filled in as in the text. */
const FILES = {
  'main.ts': 'apps/%name%/src/main.ts',
  'factory.ts': 'apps/%name%/src/%name%.factory.ts',
  'config.ts': 'apps/%name%/src/%name%.config.ts',
  'adapter.ts': 'apps/%name%/src/%name%.adapter.ts',
  'classify.ts': 'apps/%name%/src/classify-reply.ts',
  'mapping.ts': 'apps/%name%/src/mapping/to-record.ts',
  'int-spec.ts': 'apps/%name%/src/%name%.int-spec.ts',
  'server.ts': 'apps/sandbox/src/%name%/%name%.server.ts',
  'stand-in.md': 'apps/sandbox/src/%name%/README.md',
  'endpoint.yaml': 'config/systems/%name%-example.yaml',
  'page.md': 'docs/systems/%name%.md',
};

/** The closed sets that a system is a word of: the line after which, or before which, its own comes. */
const WORDS = [
  { file: 'libs/domain/src/words.ts', before: "  'kela',", line: "  '%name%'," },
  {
    file: 'libs/domain/src/words.ts',
    before: '] as const satisfies readonly System[];',
    line: "  '%name%',",
  },
  {
    file: 'libs/domain/src/practice/content-policy.ts',
    before: "  ura: policy('employment'",
    line: "  '%name%': policy('other', ['general']),",
  },
  {
    file: 'libs/configuration/src/environment-variables.ts',
    before: '  teamApp: port.default(0),',
    line: "  '%name%': port.default(0),",
  },
  ...['fi', 'sv', 'en'].map((language) => ({
    file: `libs/console-texts/src/console/words.${language}.ts`,
    before: "    kela: '",
    line: "    '%name%': '%Name%',",
  })),
  ...[
    {
      before: 'import { TeamAppServer }',
      line: "import { %Name%Server } from './%name%/%name%.server.js';",
    },
    { before: /^ {2}TeamAppServer,$/gmu, line: '  %Name%Server,' },
    { before: /teamApp, identity\]: Servers/gu, line: '%name_camel%,' },
    { before: '    teamApp: teamApp.address,', line: "    '%name%': %name_camel%.address," },
  ].map((place) => ({ file: 'apps/sandbox/src/sandbox.module.ts', ...place })),
];

/**
 * Writes the beginnings of an adapter, its stand-in, its configuration and its page, and makes the system a word
 * of the closed sets. It compiles, and its conformance bench runs and fails: what the system does is not known.
 * @param root the work tree; another one in tests
 * @returns exit code
 */
export async function newSystem(name, root = ROOT) {
  if (!NAME.test(name ?? '')) {
    throw new Fault('Usage: npm run new:system -- <name>, in small letters with hyphens');
  }
  const files = Object.entries(FILES).map(([template, place]) => [
    template,
    path.join(root, filled(place, name)),
  ]);
  const [, there] = files.find(([, file]) => existsSync(file)) ?? [];
  if (there !== undefined) throw new Fault(`${path.relative(root, there)} is there already`);
  const words = wordsWith(name, root);
  for (const [template, file] of files) {
    mkdirSync(path.dirname(file), { recursive: true });
    const text = filled(readFileSync(`${TEMPLATES}/${template}.txt`, 'utf8'), name);
    writeFileSync(file, await formatted(file, text));
  }
  for (const [file, text] of words) writeFileSync(file, await formatted(file, text));
  const written = [...files.map(([, file]) => file), ...words.keys()].map((file) =>
    path.relative(root, file),
  );
  process.stdout.write(`${written.join('\n')}\n\nNext: docs/how-to/add-a-record-system.md\n`);
  return 0;
}

/** @returns the changed text of each file, by its path */
function wordsWith(name, root) {
  const texts = new Map();
  for (const { file, before, line } of WORDS) {
    const place = path.join(root, file);
    const text = texts.get(place) ?? readFileSync(place, 'utf8');
    const ours = filled(line, name);
    const changed =
      typeof before === 'string'
        ? text.replace(before, () => `${ours}\n${before}`)
        : text.replace(before, (found) => `${ours}\n${found}`);
    if (changed === text) throw new Fault(`${file} is not as it was: add ${ours.trim()} by hand`);
    texts.set(place, changed);
  }
  return texts;
}

/** How long a name is, and whether it has to be quoted, decides how the lines break: the repository's own format. */
async function formatted(file, text) {
  // Only here: the other commands start before any package is installed.
  const { default: prettier } = await import('prettier');
  const config = await prettier.resolveConfig(`${ROOT}/package.json`);
  return prettier.format(text, { ...config, filepath: file });
}

function filled(text, name) {
  const words = name.split('-').map((word) => word[0].toUpperCase() + word.slice(1));
  const pascal = words.join('');
  const all = {
    '%name%': name,
    '%Name%': pascal,
    '%NAME%': name.replaceAll('-', '_').toUpperCase(),
    '%name_camel%': pascal[0].toLowerCase() + pascal.slice(1),
  };
  return text.replace(/%(name|Name|NAME|name_camel)%/gu, (word) => all[word]);
}

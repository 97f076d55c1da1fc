// The shape of the code, as a report to look at: the median never tells, the largest do. What must not be
// exceeded is enforced by eslint; this shows where things are heading.
import { readFileSync } from 'node:fs';
import { sourceFiles, testFiles } from './outputs.mjs';
import { ROOT } from './places.mjs';

/** Aims for the 95th percentile, and the most that is fine. */
const AIMS = [
  { of: 'fileLines', what: 'lines of a file', p95: 200, most: 400 },
  { of: 'functionLines', what: 'lines of a function', p95: 35, most: 70 },
  { of: 'parameters', what: 'parameters', p95: 3, most: 4 },
  { of: 'dependencies', what: 'constructor dependencies', p95: 5, most: 8 },
  { of: 'imports', what: 'imports of a file', p95: 12, most: 20 },
];

/** @returns a table to print */
export async function shapeReport() {
  const { default: ts } = await import('typescript');
  const sources = sourceFiles().filter((file) => file.endsWith('.ts'));
  const measures = { fileLines: [], functionLines: [], parameters: [], dependencies: [], imports: [] };
  for (const file of sources) measure(ts, file, measures);
  const rows = AIMS.map((aim) => row(aim, measures[aim.of]));
  const ratio = linesOf(testFiles()) / Math.max(1, linesOf(sources));
  return [heading(), ...rows, `${'test lines per source line'.padEnd(28)}${ratio.toFixed(2)}`].join('\n');
}

function measure(ts, file, measures) {
  const text = readFileSync(`${ROOT}/${file}`, 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position) => tree.getLineAndCharacterOfPosition(position).line;
  const at = (node) => `${file}:${lineOf(node.getStart()) + 1}`;
  measures.fileLines.push({ size: linesIn(text), at: file });
  measures.imports.push({ size: tree.statements.filter(ts.isImportDeclaration).length, at: file });
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      const counted = ts.isConstructorDeclaration(node) ? measures.dependencies : measures.parameters;
      counted.push({ size: node.parameters.length, at: at(node) });
      measures.functionLines.push({ size: lineOf(node.end) - lineOf(node.getStart()) + 1, at: at(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
}

const heading = () => `${'shape'.padEnd(28)}${'p95'.padStart(5)}${'aim'.padStart(6)}${'most'.padStart(7)}`;

function row({ what, p95: aim, most }, measured) {
  if (measured.length === 0) return `${what.padEnd(28)}none yet`;
  const sorted = measured.toSorted((a, b) => a.size - b.size);
  const p95 = sorted[Math.floor(sorted.length * 0.95)].size;
  const largest = sorted.at(-1);
  const where = largest.size > most || p95 > aim ? `  look at ${largest.at}` : '';
  return `${what.padEnd(28)}${cell(p95, 5)}${cell(aim, 6)}${cell(largest.size, 7)}${where}`;
}

const cell = (value, width) => String(value).padStart(width);

const linesIn = (text) => text.split('\n').length - 1;

const linesOf = (files) =>
  files.reduce((sum, file) => sum + linesIn(readFileSync(`${ROOT}/${file}`, 'utf8')), 0);

export interface JsonShape {
  /** Some object has a key twice, spelled alike or not (`"a"` and `"\u0061"` are one key). */
  readonly hasDuplicateKey: boolean;
  /** Levels of objects and lists; a scalar alone is 0. */
  readonly depth: number;
}

/**
 * Looks at what `JSON.parse` does not tell. One pass without recursion, so that 100,000 levels or keys cost
 * no more than other bytes.
 * @param text JSON that `JSON.parse` has accepted
 */
export function scanJson(text: string): JsonShape {
  /** The keys of each open object; undefined for an open list. */
  const open: (Set<string> | undefined)[] = [];
  let hasDuplicateKey = false;
  let depth = 0;
  let atKey = false;

  for (let index = 0; index < text.length; index++) {
    switch (text.charAt(index)) {
      case '{':
      case '[':
        atKey = text[index] === '{';
        open.push(atKey ? new Set() : undefined);
        depth = Math.max(depth, open.length);
        break;
      case '}':
      case ']':
        open.pop();
        atKey = false;
        break;
      case ',':
        atKey = open.at(-1) !== undefined;
        break;
      case '"': {
        const end = endOfString(text, index);
        const keys = atKey ? open.at(-1) : undefined;
        if (keys) {
          const key = decode(text.slice(index, end + 1));
          hasDuplicateKey ||= keys.has(key);
          keys.add(key);
        }
        atKey = false;
        index = end;
        break;
      }
      default:
        break;
    }
  }
  return { hasDuplicateKey, depth };
}

/** @returns the index of the closing quotation mark */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}

function decode(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

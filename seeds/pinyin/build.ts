/**
 * Makes shared/grid/pinyin-table.ts: which characters are read how, without tones.
 *
 *   node seeds/pinyin/build.ts <folder of the unpacked npm package pinyin-pro>
 *
 * The readings come from pinyin-pro 3.29.4 (MIT), which is needed only to make the table anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

type PinyinLibrary = {
  pinyin: (
    text: string,
    options: { multiple: true; toneType: 'none'; type: 'array'; v: true },
  ) => readonly string[];
};

/** Basic characters and the extensions that names use: A, 〇, and B to H. */
const blocks: readonly (readonly [number, number])[] = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x323af],
];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('say where the unpacked package pinyin-pro lies');
const load = createRequire(import.meta.url);
const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const version = manifest instanceof Object && 'version' in manifest ? String(manifest.version) : '';
const library: PinyinLibrary = load(path.resolve(folder, 'dist/index.js'));

const charactersOf = new Map<string, string>();
let readings = 0;
for (const [first, last] of blocks) {
  for (let code = first; code <= last; code += 1) {
    const character = String.fromCodePoint(code);
    for (const syllable of readingsOf(character)) {
      charactersOf.set(syllable, (charactersOf.get(syllable) ?? '') + character);
      readings += 1;
    }
  }
}

const lines = [...charactersOf].sort(([one], [other]) => (one < other ? -1 : 1)).map((pair) => pair.join(''));
writeFileSync(
  path.join(import.meta.dirname, '../../shared/grid/pinyin-table.ts'),
  `/**
 * Readings of Chinese characters without tones, ü as v: a syllable, then every character that can be read so.
 * Made by seeds/pinyin/build.ts from pinyin-pro ${version}, Copyright (c) 2022-present zh-lx, MIT License.
 */
export const pinyinTable: string =
  '${lines.join(' ')}';
`,
);
process.stdout.write(`${charactersOf.size} syllables, ${readings} readings\n`);

/** No reading where the library gives the character back; syllables without a vowel are interjections. */
function readingsOf(character: string): readonly string[] {
  const found = library.pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
  return [...new Set(found)].filter((syllable) => /^[a-z]*[aeiouv][a-z]*$/.test(syllable));
}

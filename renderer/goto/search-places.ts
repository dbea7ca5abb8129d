/** Ctrl+K: every name and text of the workbook with the place where it stands, found by text or pinyin. */
import { compilePinyin, makePinyinIndex, type PinyinIndex } from '../../shared/grid/pinyin.ts';
import { type CellValue, isNameList } from '../../shared/model/cell-value.ts';
import { columnValue } from '../../shared/model/computed.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

/** A text of the workbook; `count` cells of the column hold it, the first of them is the place. */
export type FoundPlace = {
  readonly text: string;
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  /** 附件2 市级 · 村名 · 第12行 */
  readonly where: string;
  readonly count: number;
};

export type PlaceIndex = readonly Entry[];

type Entry = { place: FoundPlace; readonly pinyin: PinyinIndex };

/** Texts longer than this are sentences: they are found by what is written, not by pinyin. */
const longestName = 24;

/** Goes once through the tables; equal texts of a column are one place. */
export function indexPlaces(
  tables: readonly { readonly table: TableDefinition; readonly rows: readonly Row[] }[],
): PlaceIndex {
  return tables.flatMap(({ table, rows }) =>
    table.columns
      .filter(
        ({ type }) =>
          type === 'text' ||
          type === 'unit' ||
          type === 'units' ||
          type === 'village' ||
          type === 'identity' ||
          type === 'phone',
      )
      .flatMap((column) => {
        const entries = new Map<string, Entry>();
        rows.forEach((row, index) => {
          for (const text of textsOf(columnValue(column, row.values))) {
            const known = entries.get(text);
            if (known !== undefined) {
              known.place = { ...known.place, count: known.place.count + 1 };
              continue;
            }
            const where = `${table.title} · ${column.title} · 第${index + 1}行`;
            entries.set(text, {
              place: { text, table: table.key, column: column.key, rowId: row.id, where, count: 1 },
              pinyin: makePinyinIndex(text.length <= longestName ? text : ''),
            });
          }
        });
        return [...entries.values()];
      }),
  );
}

/** The best places for a query: whole names before beginnings before what merely holds it. */
export function searchPlaces(index: PlaceIndex, query: string, most: number): readonly FoundPlace[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const score = compilePinyin(wanted);
  const found: { readonly place: FoundPlace; readonly score: number }[] = [];
  for (const { place, pinyin } of index) {
    const best = Math.max(score(pinyin), scoreText(place.text.toLowerCase(), wanted));
    if (best > 0) found.push({ place, score: best });
  }
  return found
    .sort((left, right) => right.score - left.score || left.place.text.length - right.place.text.length)
    .slice(0, most)
    .map(({ place }) => place);
}

function scoreText(text: string, wanted: string): number {
  return text.includes(wanted) ? 0.5 : 0;
}

function textsOf(value: CellValue): readonly string[] {
  if (isNameList(value)) return value;
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Rows as a program hands them over (JSON keyed by header path or column letter) → lines of a form. */
import { z } from 'zod';
import { type CellValue, isUnread } from '../model/cell-value.ts';
import { type Column, defineColumn } from '../model/column.ts';
import type { FormColumn, FormDefinition, FormFigure } from '../model/form.ts';
import { describeProblem, type Problem } from '../model/problem.ts';
import { parseCellText } from '../values/cell-text.ts';
import { formatNumber } from '../values/number-text.ts';
import { figurePath, shortTitles } from './column-titles.ts';
import type { FormLine } from './plan-lines.ts';
import { letters } from './table-from-form.ts';
import { pathTitle, plainTitle } from './titles.ts';

const givenValueSchema = z.union([z.null(), z.string(), z.number(), z.boolean(), z.array(z.string())]);
export const givenRowsSchema = z.array(z.record(z.string(), givenValueSchema));
export type GivenRows = z.infer<typeof givenRowsSchema>;

export type ReadLines = {
  readonly lines: readonly FormLine[];
  /** `must`: a name that the form does not have, or that it has twice; nothing should be written then. */
  readonly problems: readonly Problem[];
};

type Place = {
  /** Of the line: the column, or the index of the figure. */
  readonly at: number;
  readonly names: readonly string[];
  readonly column: Column;
  readonly written: boolean;
};

/**
 * Each name is a path joined with ` / `, its telling end, or the letter of the column (a cell like `D7` where the form
 * is `fixed`). What a text means is read as if it had been typed into the column.
 */
export function readLines(form: FormDefinition, rows: GivenRows): ReadLines {
  const places = form.layout === 'fixed' ? figurePlaces(form.figures) : columnPlaces(form.columns);
  const problems: Problem[] = [];
  const reported = new Set<string>();
  const report = (key: string, problem: Pick<Problem, 'code' | 'severity' | 'message'>): void => {
    if (!reported.has(key)) problems.push(describeProblem(problem));
    reported.add(key);
  };
  const lines = rows.map((row, index) => {
    const line = new Map<number, CellValue>();
    for (const [name, given] of Object.entries(row)) {
      const found = findPlaces(places, name);
      const [place] = found;
      if (place === undefined || found.length > 1) {
        const what =
          place === undefined ? '表样里没有这一栏' : '表样里有几栏叫这个名字，请写全各级表头或写列标';
        report(name, { code: 'unknown_column', severity: 'must', message: `“${name}”：${what}。` });
        continue;
      }
      if (line.has(place.at)) {
        report(name, {
          code: 'column_twice',
          severity: 'must',
          message: `“${name}”：第${index + 1}条里这一栏给了两次。`,
        });
        continue;
      }
      if (!place.written) {
        report(name, {
          code: 'computed_column',
          severity: 'note',
          message: `“${name}”：由表样或程序计算，没有采用所给的值。`,
        });
        continue;
      }
      const value = readGiven(place.column, given);
      if (isUnread(value)) {
        const message = `第${index + 1}条“${name}”：${value.reason}已按原文“${value.text}”写入。`;
        report(`${index} ${name}`, { code: 'unread', severity: 'explain', message });
      }
      line.set(place.at, value);
    }
    return line;
  });
  for (const { at, column } of places.filter((place) => place.column.required && place.written)) {
    const blank = lines.flatMap((line, index) => ((line.get(at) ?? null) === null ? [index + 1] : []));
    if (blank.length === 0) continue;
    const which =
      blank.length > 5 ? `${blank.slice(0, 5).join('、')}等${blank.length}条` : `${blank.join('、')}条`;
    report(`required ${at}`, {
      code: 'required',
      severity: 'explain',
      message: `“${column.title}”是必填栏，第${which}没有给。`,
    });
  }
  return { lines, problems };
}

function columnPlaces(columns: readonly FormColumn[]): Place[] {
  const short = shortTitles(columns.map(({ path }) => path));
  return columns.map((column, index) => ({
    at: column.column,
    names: [letters(column.column), pathTitle(column.path), short[index] ?? ''],
    column: defineColumn({
      key: 'given',
      title: short[index] ?? '',
      type: column.part === 'names' ? 'units' : column.type,
      measureWord: column.measureWord,
      choices: column.choices,
      required: column.required && column.part === 'value',
    }),
    written: !column.formula && !column.serial && column.part !== 'count',
  }));
}

function figurePlaces(figures: readonly FormFigure[]): Place[] {
  const short = shortTitles(figures.map(figurePath));
  return figures.map((figure, index) => ({
    at: index,
    names: [`${letters(figure.column)}${figure.row + 1}`, pathTitle(figurePath(figure)), short[index] ?? ''],
    column: defineColumn({
      key: 'given',
      title: short[index] ?? '',
      type: figure.type,
      measureWord: figure.measureWord,
      choices: figure.choices,
    }),
    written: !figure.formula,
  }));
}

/** The letter or the whole path before a title that only tells the end. */
function findPlaces(places: readonly Place[], name: string): Place[] {
  for (let kind = 0; kind < 3; kind += 1) {
    const found = places.filter(({ names }) =>
      kind === 0 ? names[0] === name : sameName(names[kind] ?? '', name),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function sameName(left: string, right: string): boolean {
  return left !== '' && nameOf(left) === nameOf(right);
}

function nameOf(name: string): string {
  return name.split('/').map(plainTitle).join('/');
}

function readGiven(column: Column, given: GivenRows[number][string]): CellValue {
  if (given === null || given === undefined) return null;
  if (Array.isArray(given)) return given.length === 0 ? null : given;
  switch (typeof given) {
    case 'boolean':
      return column.type === 'boolean' ? given : parseCellText(column, given ? '是' : '否');
    case 'number':
      return column.type === 'number' || column.type === 'percent'
        ? given
        : parseCellText(column, formatNumber(given));
    case 'string':
      return parseCellText(column, given);
  }
}

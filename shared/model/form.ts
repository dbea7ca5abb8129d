/**
 * 表样: what the program learnt of a circulated workbook, so that returns can be read by it and rows can be filled
 * back into it. The workbook itself is kept byte for byte beside this. Rows and columns count from 0.
 */
import { z } from 'zod';
import { columnTypeSchema } from './column.ts';
import { readingFieldSchema } from './reading.ts';

/** `list` 逐行表: one row a record; `grouped` 名单表: one line a unit, names joined; `fixed` 固定表: named cells. */
export const formLayoutSchema = z.enum(['list', 'grouped', 'fixed']);
export type FormLayout = z.infer<typeof formLayoutSchema>;

const index = z.number().int().min(0).max(1_048_575);
const rowRange = z.strictObject({ firstRow: index, lastRow: index });

/** A column of a `list` or `grouped` form. */
export const formColumnSchema = z.strictObject({
  column: index,
  /** Header texts from the top level down, white space removed: what tells columns of two editions apart. */
  path: z.array(z.string()),
  type: columnTypeSchema,
  measureWord: z.string().nullable(),
  required: z.boolean(),
  /** From the template's drop-down lists; empty when it has none. */
  choices: z.array(z.string()),
  /** 序号: counted anew when the form is filled. */
  serial: z.boolean(),
  /** The template computes this column itself; it is never written. */
  formula: z.boolean(),
  /** The sheet does not show it. */
  hidden: z.boolean(),
  /** The number format of the pattern row's cell; null for General, or where the file does not tell. */
  format: z.string().nullable(),
  /**
   * What a `grouped` form holds here: the name of the line's group, the names of one choice joined in a cell, how many
   * of them there are, or a value of the whole line. Every column of a `list` form is a `value`.
   */
  part: z.enum(['value', 'group', 'names', 'count']),
  /** For a `count`: the column of the names that it counts; null for all of the line. */
  counts: index.nullable(),
  /** What the column is in the bound table; null before the form is bound. */
  field: readingFieldSchema.nullable(),
});
export type FormColumn = z.infer<typeof formColumnSchema>;

/** A cell of a `fixed` form that holds one figure: a column of the bound table, named by both its paths. */
export const formFigureSchema = z.strictObject({
  row: index,
  column: index,
  /** The indicator at the left: 脱贫户 / 其中：低保户. */
  rowPath: z.array(z.string()),
  /** The heads above: 2025年 / 户数. */
  columnPath: z.array(z.string()),
  type: columnTypeSchema,
  measureWord: z.string().nullable(),
  formula: z.boolean(),
  choices: z.array(z.string()),
  /** The number format of the cell; null for General, or where the file does not tell. */
  format: z.string().nullable(),
  /** The key of the bound table's column; null before the form is bound. */
  key: z.string().nullable(),
});
export type FormFigure = z.infer<typeof formFigureSchema>;

/** A cell that says who, when or in what measure: 填报单位：… */
export const formPlaceSchema = z.strictObject({
  kind: z.enum([
    'unit',
    'measure',
    'date',
    'period',
    'preparer',
    'reviewer',
    'head',
    'phone',
    'formCode',
    'other',
  ]),
  label: z.string(),
  row: index,
  /** The cell to fill. */
  column: index,
  /** What stands in that cell before the value, where label and value share it: `填报单位：`; '' where they do not. */
  before: z.string(),
  /** What stands in the value's place now: '' or blanks, underscores, `　年　月　日`, or an old value. */
  value: z.string(),
  after: z.string(),
});
export type FormPlace = z.infer<typeof formPlaceSchema>;

export const formTotalSchema = z.strictObject({
  row: index,
  kind: z.enum(['total', 'subtotal']),
  /** Columns whose total the program writes; those with a formula of the template are not among them. */
  columns: z.array(index),
  /** Columns that the template totals itself. */
  formulas: z.array(index),
  /** Of those the ones that are nothing but the sum of the body, so that the program can say what they come to. */
  sums: z.array(index),
});
export type FormTotal = z.infer<typeof formTotalSchema>;

export const formDefinitionSchema = z.strictObject({
  title: z.string().min(1),
  layout: formLayoutSchema,
  sheet: z.string(),
  header: rowRange,
  /**
   * The rows that the template keeps for records, blank or not; `fixed` forms: the rows of figures. A last row before
   * the first says that there is none: records are inserted above `firstRow`.
   */
  body: z.strictObject({ firstRow: index, lastRow: z.number().int().min(-1).max(1_048_575) }),
  /** Records stand in the body already; those that are not overwritten are cleared. */
  prefilled: z.boolean(),
  /** The row whose looks every record gets. */
  patternRow: index,
  columns: z.array(formColumnSchema),
  /** The columns by which a person tells records apart: 乡镇, 村名. */
  keyColumns: z.array(index),
  figures: z.array(formFigureSchema),
  totals: z.array(formTotalSchema),
  places: z.array(formPlaceSchema),
  /** The older workbook (.xls, .et) that the template was converted from; the workbook keeps it beside the template. */
  original: z
    .strictObject({ fileId: z.string().regex(/^[0-9a-f]{64}$/), fileName: z.string().min(1).max(1000) })
    .exactOptional(),
});
export type FormDefinition = z.infer<typeof formDefinitionSchema>;

/** Why something was taken for what it is: a Chinese sentence without the place, and the places it is about. */
export type FormReason = {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly why: string;
};

/** A form that a workbook may be, to be confirmed by a person. */
export type FormProposal = {
  readonly form: FormDefinition;
  /** How sure the program is, comparable between the proposals of one workbook. */
  readonly score: number;
  /** Why this layout. */
  readonly why: string;
  readonly reasons: readonly FormReason[];
};

/** What was learnt of a workbook. */
export type LearntForm = {
  /** Best first; never empty. */
  readonly proposals: readonly FormProposal[];
  /** What a person should know of the file: macros that are kept, drop-downs that could not be read. */
  readonly notes: readonly string[];
};

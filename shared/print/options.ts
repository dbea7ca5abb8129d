/** 打印设置: what a person chooses about a print; everything else follows from the content. */
import { z } from 'zod';

/** 公文附件 after GB/T 9704-2012, 台账 (compact, with date and page x of y), 审核报告 (what wants looking at). */
export const printLooks = ['document', 'ledger', 'report'] as const;
export type PrintLook = (typeof printLooks)[number];

/** Millimetres. `binding` is 订口 and `outer` 切口: left and right on odd pages, the other way round on even ones. */
export const pageMarginsSchema = z.strictObject({
  top: z.number().min(5).max(80),
  binding: z.number().min(5).max(80),
  bottom: z.number().min(5).max(80),
  outer: z.number().min(5).max(80),
});
export type PageMargins = z.infer<typeof pageMarginsSchema>;

export const printOptionsSchema = z.strictObject({
  /** Keys or titles of the tables, in the order in which they are printed. */
  tables: z.array(z.string().min(1).max(100)).min(1).max(50),
  look: z.enum(printLooks),
  paper: z.enum(['A4', 'A3']),
  /** `auto` lays a table across where its columns do not fit upright. */
  direction: z.enum(['auto', 'upright', 'landscape']),
  /**
   * Where a 公文附件 that lies across has its page number: `document` as upright pages have it (GB/T 9704-2012: the
   * table's head at the binding edge on odd pages), `landscapeBottom` below the table.
   */
  landscapeNumber: z.enum(['document', 'landscapeBottom']),
  /** Points of the table's text; null takes the largest that suits. */
  fontSize: z.number().min(6).max(22).nullable(),
  /** Null takes those of the look. */
  margins: pageMarginsSchema.nullable(),
  pageNumbers: z.boolean(),
  /** The number of the first page; further tables go on counting. */
  startPage: z.number().int().min(1).max(99_999),
  /** Printed on both sides: even pages have the binding edge at their right. */
  duplex: z.boolean(),
  /** Every township begins a new page. */
  groupPerPage: z.boolean(),
  /** A 序号 column in front. */
  serials: z.boolean(),
  /** 填表人、审核人、日期 below the table. */
  signature: z.boolean(),
});
export type PrintOptions = z.infer<typeof printOptionsSchema>;

/** What a print begins with; nobody needs to change anything. */
export function usualPrintOptions(tables: readonly string[], look: PrintLook = 'document'): PrintOptions {
  return {
    tables: [...tables],
    look,
    paper: 'A4',
    direction: 'auto',
    landscapeNumber: 'document',
    fontSize: null,
    margins: null,
    pageNumbers: true,
    startPage: 1,
    duplex: look === 'document',
    groupPerPage: false,
    serials: look === 'ledger',
    signature: look === 'ledger',
  };
}

/** The margins of a look. 公文: 天头 37 mm and 订口 28 mm leave a text block (版心) of 156 × 225 mm on A4. */
export function usualMargins(look: PrintLook): PageMargins {
  switch (look) {
    case 'document':
    case 'report':
      return { top: 37, binding: 28, bottom: 35, outer: 26 };
    case 'ledger':
      return { top: 18, binding: 20, bottom: 18, outer: 15 };
  }
}

/** What a person chose to print, as it is remembered: tables in their order, settings, how the preview shows them. */
import { z } from 'zod';
import { printOptionsSchema } from './options.ts';

const printSettingsSchema = printOptionsSchema.omit({ tables: true });
/** 打印设置 without the tables. */
export type PrintSettings = z.infer<typeof printSettingsSchema>;

const previewViewSchema = z.strictObject({
  /** Per cent of the paper's own size, or as large as fits. */
  zoom: z.union([z.literal('width'), z.literal('page'), z.number().min(10).max(400)]),
  /** Two pages side by side. */
  spread: z.boolean(),
  thumbnails: z.boolean(),
});
export type PreviewView = z.infer<typeof previewViewSchema>;

const listedTableSchema = z.strictObject({
  key: z.string().min(1).max(100),
  printed: z.boolean(),
});
export type ListedTable = z.infer<typeof listedTableSchema>;

export const printChoiceSchema = z.strictObject({
  /** Every table of the workbook, in the order in which they would be printed. */
  tables: z.array(listedTableSchema).max(2000).readonly(),
  settings: printSettingsSchema,
  view: previewViewSchema,
});
export type PrintChoice = z.infer<typeof printChoiceSchema>;

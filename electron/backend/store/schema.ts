/** How a workbook says what it is, before anything else in it is read. */
import type { Migration } from './migrations/migrations.ts';

/** `HUIB`: SQLite's `application_id` of every workbook. */
export const applicationId = 0x48554942;

/** What a workbook of any version has; a file without them is not whole. */
export const coreTables = ['tables', 'rows', 'edits', 'edit_changes'] as const;

/** SQLite's `user_version` of a workbook that has been through all of these migrations. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { Sheet } from '../sheet.ts';
import type { Findings, Report } from './findings.ts';
import type { GroupedField, GroupedHeader } from './layout.ts';

/** What every step of reading a grouped sheet works on. */
export type GroupedContext = {
  readonly sheet: Sheet;
  readonly header: GroupedHeader;
  readonly definition: TableDefinition;
  readonly groups: readonly string[];
  readonly findings: Findings;
  readonly report: Report;
};

/** The columns of one kind of field, left to right. */
export function fieldsOf<Kind extends GroupedField['kind']>(
  header: GroupedHeader,
  kind: Kind,
): (readonly [number, Extract<GroupedField, { kind: Kind }>])[] {
  return [...header.fields].flatMap(([column, field]) =>
    isField(field, kind) ? [[column, field] as const] : [],
  );
}

function isField<Kind extends GroupedField['kind']>(
  field: GroupedField,
  kind: Kind,
): field is Extract<GroupedField, { kind: Kind }> {
  return field.kind === kind;
}

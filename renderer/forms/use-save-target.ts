import { useMemo, useState } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import { layoutNames } from '../../shared/form/words.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';
import { lacksOf } from './form-corrections.ts';
import {
  bindingsOf,
  doubledBindings,
  type Fit,
  fitForms,
  fitTables,
  planSaveInput,
  type SaveInput,
  type SaveTarget,
  suggestTarget,
} from './save-target.ts';

export type Saving = {
  readonly tables: ReadonlyMap<string, TableDefinition>;
  readonly tableFits: readonly Fit[];
  readonly formFits: readonly Fit[];
  /** Null while there is no form. */
  readonly target: SaveTarget | null;
  readonly choose: (target: SaveTarget) => void;
  /** What is sent; null where something is missing still. */
  readonly input: SaveInput | null;
  /** What is missing. */
  readonly lacks: string | null;
};

/** Where the form on view is to be kept. What a person chose stays while the form is corrected. */
export function useSaveTarget(
  form: FormDefinition | null,
  forms: readonly FormInfo[],
  start: SaveTarget | null,
): Saving {
  const tables = useWorkbookPart(({ data }) => data.tables);
  const [chosen, setChosen] = useState<SaveTarget | null>(start);
  const tableFits = useMemo(
    () => (form === null ? [] : fitTables(form, [...tables.values()])),
    [form, tables],
  );
  const formFits = useMemo(() => (form === null ? [] : fitForms(form, forms)), [form, forms]);
  const target = form === null ? null : (chosen ?? suggestTarget(form, tableFits, formFits));
  const lacks =
    form === null ? '还没有认出表样' : (lacksOf(form) ?? lacksOfTarget(form, target, tables, forms));
  return {
    tables,
    tableFits,
    formFits,
    target,
    choose: setChosen,
    lacks,
    input:
      form === null || target === null || lacks !== null ? null : planSaveInput(form, target, tables, forms),
  };
}

function lacksOfTarget(
  form: FormDefinition,
  target: SaveTarget | null,
  tables: ReadonlyMap<string, TableDefinition>,
  forms: readonly FormInfo[],
): string | null {
  if (form.title.trim() === '') return '请写上表样名称。';
  if (target === null) return '请选择存到哪里。';
  if (target.kind === 'newTable') return target.title.trim() === '' ? '请写上台账名称。' : null;
  if (target.kind === 'edition') {
    const old = forms.find(({ form: { key } }) => key === target.form)?.form ?? null;
    if (old === null) return '请选择是哪份表样的新版。';
    return old.layout === form.layout
      ? null
      : `原表样是${layoutNames[old.layout]}，这份是${layoutNames[form.layout]}，不能作它的新版。请改版式，或另存。`;
  }
  const table = tables.get(target.table);
  if (table === undefined) return '请选择台账。';
  if (form.layout === 'grouped' && table.grouped === null) {
    return `「${table.title}」不是名单表，名单表样不能对应到它。请换一个台账，或新建台账。`;
  }
  const bindings = bindingsOf(form, table, target.chosen);
  if (doubledBindings(bindings).length > 0) return '有两栏对应到了台账的同一栏，请改掉其中一栏。';
  return null;
}

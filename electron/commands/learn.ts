import { basename } from 'node:path';
import { type FormLayout, formLayoutSchema } from '../../shared/model/form.ts';
import { openSheetTools } from '../backend/sheets/open-sheet-tools.ts';
import { UsageError } from '../parameters.ts';
import { type Command, type CommandCall, exitCodes, takePositionals } from './command.ts';
import { drawForm, explainForm } from './draw-form.ts';
import { readInput } from './read-input.ts';
import { printLine } from './write-output.ts';

export const learnCommand: Command = {
  name: 'learn',
  summary: '看一个表格能作什么表样：版式、各栏、填写的行、合计、填报单位等处',
  usage: `用法：huibiao learn FORM.xlsx [--sheet 工作表] [--header 行-行] [--layout list|grouped|fixed] [--explain] [--json]

  --sheet    只看这张工作表
  --header   指出表头是哪几行，如 3-5；行号从1起
  --layout   指定版式：list 逐行表，grouped 名单表，fixed 固定表
  --explain  每一处都说明为什么这样认
  --json     {"form":…,"score":…,"why":…,"reasons":[…],"notes":[…],"others":[{"sheet","title","layout","score"}]}；form 里行、列从0起`,
  options: {
    sheet: { type: 'string' },
    header: { type: 'string' },
    layout: { type: 'string' },
    explain: { type: 'boolean' },
  },
  run: async (call) => {
    const [file] = takePositionals(call, 'FORM');
    const tools = openSheetTools();
    try {
      const { proposals, notes } = await tools.learn(
        {
          bytes: await readInput(file),
          fileName: basename(file),
          sheet: typeof call.values.sheet === 'string' ? call.values.sheet : null,
          header: takeHeader(call),
          layout: takeLayout(call),
        },
        { signal: new AbortController().signal, onProgress: () => {} },
      );
      const [best, ...others] = proposals;
      if (best === undefined) return exitCodes.unusable;
      const rest = others.map(({ form: { sheet, title, layout }, score }) => ({
        sheet,
        title,
        layout,
        score,
      }));
      if (call.json) await printLine(JSON.stringify({ ...best, notes, others: rest }));
      else {
        await printLine(drawForm(best).join('\n'));
        if (call.values.explain === true) await printLine(explainForm(best).join('\n'));
        for (const { sheet, title } of rest) await printLine(`另有：工作表“${sheet}”的“${title}”`);
      }
      for (const note of notes) console.error(`· ${note}`);
      return exitCodes.done;
    } finally {
      await tools.close();
    }
  },
};

/** @throws UsageError */
function takeHeader({ values }: CommandCall): { readonly firstRow: number; readonly lastRow: number } | null {
  const given = values.header;
  if (typeof given !== 'string') return null;
  const [, first, last = first] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(given) ?? [];
  const firstRow = Number(first) - 1;
  const lastRow = Number(last) - 1;
  if (first === undefined || firstRow < 0 || lastRow < firstRow || lastRow - firstRow > 20) {
    throw new UsageError('--header 要写成 3 或 3-5 这样的行号。');
  }
  return { firstRow, lastRow };
}

/** @throws UsageError */
function takeLayout({ values }: CommandCall): FormLayout | null {
  const given = values.layout;
  if (given === undefined) return null;
  const layout = formLayoutSchema.safeParse(given);
  if (!layout.success) throw new UsageError('--layout 只能是 list、grouped 或 fixed。');
  return layout.data;
}

import type { ReactElement } from 'react';
import type { FormDefinition, FormReason } from '../../shared/model/form.ts';
import { type CellRange, describeSpan, lettersOf } from '../drawing/sheet-places.ts';
import { whyOfRow } from './form-words.ts';

type RowListProps = {
  readonly form: FormDefinition;
  readonly reasons: readonly FormReason[];
  readonly onShow: (range: CellRange) => void;
};

/** Which rows are the header, which are filled in, and which are totals. */
export function RowList({ form, reasons, onShow }: RowListProps): ReactElement {
  const bodyCount = form.body.lastRow - form.body.firstRow + 1;
  return (
    <>
      <h3>行</h3>
      <ol className="reading-rows" aria-label="各行">
        <RowLine
          taken="header"
          word="表头"
          {...form.header}
          why={whyOfRow(reasons, form.header.firstRow)}
          onShow={onShow}
        />
        <RowLine
          taken="data"
          word="填写"
          firstRow={form.body.firstRow}
          lastRow={Math.max(form.body.firstRow, form.body.lastRow)}
          why={
            bodyCount > 0
              ? `${bodyCount} 行${form.prefilled ? '，现有内容会被新的代替' : ''}`
              : '没有留空行，填写时插入'
          }
          onShow={onShow}
        />
        {form.totals.map(({ row, kind, columns, formulas }) => (
          <RowLine
            key={row}
            taken={kind}
            word={kind === 'total' ? '合计' : '小计'}
            firstRow={row}
            lastRow={row}
            why={[
              formulas.length > 0 ? `${formulas.map(lettersOf).join('、')} 栏由表样自己算` : '',
              columns.length > 0 ? `${columns.map(lettersOf).join('、')} 栏由汇表算` : '',
            ]
              .filter((text) => text !== '')
              .join('，')}
            onShow={onShow}
          />
        ))}
      </ol>
    </>
  );
}

function RowLine({
  taken,
  word,
  firstRow,
  lastRow,
  why,
  onShow,
}: {
  readonly taken: string;
  readonly word: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly why: string;
  readonly onShow: (range: CellRange) => void;
}): ReactElement {
  return (
    <li>
      <button type="button" onClick={() => onShow({ firstRow, lastRow, firstColumn: 0, lastColumn: 0 })}>
        <span className={`reading-span role-${taken}`}>{word}</span>
        <span className="reading-span-rows">{describeSpan({ firstRow, lastRow })}</span>
        <span className="reading-why">{why}</span>
      </button>
    </li>
  );
}

import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { EditChanges } from '../../shared/api.ts';
import type { ChangeLine } from '../../shared/history/describe-change.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';

/** Lines shown of an edit at first, and at most: a million changes are no reading. */
const [firstLines, mostLines] = [50, 1000];

type EditDetailsProps = { readonly edit: number; readonly table: string; readonly count: number };

/** The changes of an edit (项: a row of the table each), read when a person opens them. */
export function EditDetails({ edit, table, count }: EditDetailsProps): ReactElement {
  const [changes, setChanges] = useState<EditChanges | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const read = async (limit: number): Promise<void> => {
    try {
      setChanges(await callBackend('edits.changes', { edit, table, limit }));
      setFailure(null);
    } catch (thrown) {
      setFailure(asFailure(thrown).message);
    }
  };
  if (failure !== null) return <p className="panel-empty">{failure}</p>;
  if (changes === null) {
    return (
      <button type="button" className="history-open" onClick={() => void read(firstLines)}>
        查看 {count} 项
      </button>
    );
  }
  const rest = changes.count - changes.lines.length;
  return (
    <>
      <button type="button" className="history-open" aria-expanded onClick={() => setChanges(null)}>
        收起
      </button>
      <ul className="history-changes" aria-label="逐项修改">
        {changes.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes of an edit never change
          <li key={index}>
            <span className={`history-kind history-${line.kind}`}>{kindTitles[line.kind]}</span>
            {line.row !== '' && <strong>{line.row}</strong>} {line.detail}
          </li>
        ))}
      </ul>
      {rest > 0 &&
        (changes.lines.length < mostLines ? (
          <Button size="small" block onClick={() => void read(mostLines)}>
            还有 {rest} 项
          </Button>
        ) : (
          <p className="panel-empty">还有 {rest} 项没有列出。</p>
        ))}
    </>
  );
}

const kindTitles = {
  added: '新增',
  removed: '删除',
  changed: '修改',
  moved: '移动',
  table: '栏目',
  form: '表样',
  round: '报表期',
} as const satisfies Record<ChangeLine['kind'], string>;

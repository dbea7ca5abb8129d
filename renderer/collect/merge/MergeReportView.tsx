import { Alert, Tabs } from 'antd';
import { type ReactElement, useState } from 'react';
import type {
  MergeConflictReport,
  MergedFileReport,
  MergeReport,
} from '../../../shared/collect/merge-report.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import '../../shell/list-screen.css';
import '../count-chips.css';
import '../../tables/side-panel.css';

type Status = MergedFileReport['status'];

/** Never colour alone: each state has its sign. */
const statusWords: Readonly<Record<Status, string>> = {
  merged: '✓ 已并入',
  doubtful: '▲ 已并入，要核对',
  refused: '× 没有并入',
};

/** Nothing can be explained here, only looked at. */
const severityWords: Readonly<Record<Problem['severity'], string>> = {
  must: '▲ 须改',
  explain: '◆ 请核对',
  note: '● 提示',
};

/** What asks comes first. */
const statusOrder: readonly Status[] = ['refused', 'doubtful', 'merged'];

/** What became of each file, what contradicts what, and what the columns come to. */
export function MergeReportView({ report }: { readonly report: MergeReport }): ReactElement {
  const { files, passedOver, conflicts, totals, result } = report;
  const sums = Object.entries(totals);
  return (
    <>
      {result === null ? (
        <Alert type="error" showIcon title="没有一份能并入，没有合并结果。原因见下面各个文件。" />
      ) : (
        <p className="quick-merge-sum" role="status">
          {sumWords(report)}
        </p>
      )}
      {passedOver.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={passedOver.map(({ fileName, message }) => `${fileName}：${message}`).join('\n')}
          className="quick-merge-passed"
        />
      )}
      <Tabs
        size="small"
        animated={false}
        className="quick-merge-tabs"
        items={[
          { key: 'files', label: `各个文件（${files.length}）`, children: <FileTable files={files} /> },
          {
            key: 'conflicts',
            label: `冲突（${conflicts.length}）`,
            disabled: conflicts.length === 0,
            children: <ConflictTable conflicts={conflicts} />,
          },
          {
            key: 'totals',
            label: '合计',
            disabled: sums.length === 0,
            children: <TotalTable sums={sums} />,
          },
        ]}
      />
    </>
  );
}

/** 并入 14 份，共 168 行；其中 3 份要核对；2 份没有并入。 */
function sumWords({ files, form: { layout }, rows, conflicts }: MergeReport): string {
  const count = (status: Status): number => files.filter((file) => file.status === status).length;
  const used = files.length - count('refused');
  return [
    `并入 ${used} 份${layout === 'fixed' ? '，逐格相加' : `，共 ${rows} ${layout === 'grouped' ? '个名称' : '行'}`}`,
    ...(count('doubtful') === 0 ? [] : [`其中 ${count('doubtful')} 份要核对`]),
    ...(count('refused') === 0 ? [] : [`${count('refused')} 份没有并入`]),
    ...(conflicts.length === 0 ? [] : [`${conflicts.length} 处冲突，两边都留在结果里，请逐处核对`]),
  ]
    .join('；')
    .concat('。');
}

function FileTable({ files }: { readonly files: readonly MergedFileReport[] }): ReactElement {
  const [only, setOnly] = useState<Status | null>(null);
  const shown = statusOrder.flatMap((status) =>
    files.filter((file) => file.status === status && (only === null || only === status)),
  );
  return (
    <>
      <div className="count-chips" role="toolbar" aria-label="按结果看">
        <button type="button" aria-pressed={only === null} onClick={() => setOnly(null)}>
          全部 <strong>{files.length}</strong>
        </button>
        {statusOrder.map((status) => {
          const count = files.filter((file) => file.status === status).length;
          return (
            <button
              key={status}
              type="button"
              aria-pressed={only === status}
              disabled={count === 0}
              onClick={() => setOnly(only === status ? null : status)}
            >
              {statusWords[status]} <strong>{count}</strong>
            </button>
          );
        })}
      </div>
      <table className="list-table merge-files" aria-label="各个文件">
        <thead>
          <tr>
            <th scope="col">文件</th>
            <th scope="col">结果</th>
            <th scope="col">单位</th>
            <th scope="col" className="number">
              行数
            </th>
            <th scope="col">问题</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none changes its place
            <tr key={index} className={`merge-${file.status}`}>
              <th scope="row">{file.file}</th>
              <td className="merge-status">{statusWords[file.status]}</td>
              <td>{file.unit ?? ''}</td>
              <td className="number">{file.rows}</td>
              <td>
                <FileProblems file={file} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Notes alone say nothing that has to be done: they are folded away. */
function FileProblems({ file: { problems } }: { readonly file: MergedFileReport }): ReactElement | null {
  if (problems.length === 0) return null;
  const graver = problems.filter(({ severity }) => severity !== 'note').length;
  return (
    <details open={graver > 0 && graver <= 12}>
      <summary>{graver > 0 ? `${graver} 处要核对` : `${problems.length} 处提示`}</summary>
      <ul className="merge-problems">
        {problems.map(({ code, severity, cell, message }) => (
          <li key={`${code} ${cell} ${message}`}>
            <span className={`problem-${severity}`}>{severityWords[severity]}</span>
            <span>{cell}</span>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function ConflictTable({ conflicts }: { readonly conflicts: readonly MergeConflictReport[] }): ReactElement {
  return (
    <table className="list-table" aria-label="冲突">
      <thead>
        <tr>
          <th scope="col">哪一行</th>
          <th scope="col">栏目</th>
          <th scope="col">一份</th>
          <th scope="col">另一份</th>
        </tr>
      </thead>
      <tbody>
        {conflicts.map(({ unit, key, column, values }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several files may contradict each other at one place
          <tr key={index}>
            <th scope="row">{Object.values(key).join(' · ') || unit}</th>
            <td>{column}</td>
            {values.map(({ file, sheet, cell, value }) => (
              <td key={`${file} ${sheet} ${cell}`}>
                {value === null ? <em>未填</em> : String(value)}
                <span className="list-note" title={`${file} › ${sheet} › ${cell}`}>
                  {file} › {sheet}
                  {cell !== null && ` › ${cell}`}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TotalTable({ sums }: { readonly sums: readonly (readonly [string, number])[] }): ReactElement {
  return (
    <table className="list-table merge-totals" aria-label="合计">
      <thead>
        <tr>
          <th scope="col">栏目</th>
          <th scope="col" className="number">
            合计
          </th>
        </tr>
      </thead>
      <tbody>
        {sums.map(([title, sum]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td className="number">{sum}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Alert } from 'antd';
import type { ReactElement } from 'react';
import type { ImportLine, ImportReport } from '../../shared/api.ts';
import './import-lists.css';

const kinds: Readonly<Record<ImportLine['kind'], string>> = {
  added: '新增',
  changed: '修改',
  removed: '删除',
};

/** 会改什么: what an import would do, before it is done. */
export function ImportPreview({ report }: { readonly report: ImportReport }): ReactElement {
  const total = report.added + report.changed + report.removed;
  return (
    <div className="import-preview">
      {report.refusal !== null && <p className="import-quiet">照现在的读法没有可以导入的内容。</p>}
      {report.refusal === null && total === 0 && <p className="import-quiet">没有改动。</p>}
      {report.removed > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`文件里没有的 ${report.removed} 条记录将被删除。如果这只是部分数据，请先补全文件再导入。`}
        />
      )}
      {report.lines.length > 0 && (
        <div className="import-lines">
          <table aria-label="改动明细">
            <thead>
              <tr>
                <th scope="col">改动</th>
                <th scope="col">记录</th>
                <th scope="col">内容</th>
              </tr>
            </thead>
            <tbody>
              {report.lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and lines may repeat
                <tr key={index} className={`line-${line.kind}`}>
                  <td>{kinds[line.kind]}</td>
                  <td>{line.row}</td>
                  <td>{line.detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.lines.length < total && (
        <p className="import-more">
          只列出前 {report.lines.length} 条，共 {total} 条。
        </p>
      )}
    </div>
  );
}

/** How many rows an import would add, change, remove and leave alone. */
export function ImportCounts({ report }: { readonly report: ImportReport }): ReactElement {
  return (
    <ul className="import-counts" aria-label="导入结果">
      <li className={report.added > 0 ? 'count-added' : ''}>新增 {report.added}</li>
      <li className={report.changed > 0 ? 'count-changed' : ''}>修改 {report.changed}</li>
      <li className={report.removed > 0 ? 'count-removed' : ''}>删除 {report.removed}</li>
      <li>不变 {report.unchanged}</li>
    </ul>
  );
}

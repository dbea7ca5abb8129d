import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { RecentWorkbook } from '../../shared/api.ts';
import { formatInstant } from '../shell/format-instant.ts';

type RecentListProps = {
  readonly recent: readonly RecentWorkbook[];
  readonly busy: string | null;
  readonly onOpen: (file: string) => void;
  readonly onForget: (file: string) => void;
};

/** 打开最近. A file that is gone says so when it is opened, and can be taken off the list. */
export function RecentList({ recent, busy, onOpen, onForget }: RecentListProps): ReactElement {
  return (
    <section className="start-recent" aria-label="打开最近">
      <h2>打开最近</h2>
      {recent.length === 0 ? (
        <p className="start-empty">还没有打开过工作簿。先打开示例看看，或者新建一个。</p>
      ) : (
        <ul>
          {recent.map(({ file, name, openedAt }) => (
            <li key={file}>
              <button
                type="button"
                className="start-recent-open"
                disabled={busy !== null}
                onClick={() => onOpen(file)}
                title={file}
              >
                <span className="start-recent-name">{name}</span>
                <span className="start-recent-folder">{folderOf(file)}</span>
                <time dateTime={openedAt}>{formatInstant(openedAt)}</time>
              </button>
              <Button
                size="small"
                type="text"
                aria-label={`从列表移除 ${name}`}
                title="从列表移除（文件不会删除）"
                onClick={() => onForget(file)}
              >
                移除
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
}

import { Progress as ProgressBar } from 'antd';
import type { ReactElement } from 'react';
import type { Progress } from '../../shared/api.ts';

/** What a long piece of work is at, and how far, where that is known. */
export function ProgressNotice({ progress }: { readonly progress: Progress }): ReactElement {
  const { message, done, total } = progress;
  const known = total !== null && total > 0;
  return (
    <div role="status">
      <p>{message}</p>
      <ProgressBar percent={known ? Math.round((done / total) * 100) : 0} showInfo={known} status="normal" />
    </div>
  );
}

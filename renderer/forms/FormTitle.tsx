import type { ReactElement } from 'react';
import { LateInput } from './LateInput.tsx';

/** The form's name, which is never blank. */
export function FormTitle({
  title,
  onTitle,
}: {
  readonly title: string;
  readonly onTitle: (title: string) => void;
}): ReactElement {
  return (
    <div className="form-field">
      <span className="form-label">表样名称</span>
      <LateInput
        label="表样名称"
        text={title}
        longest={200}
        onText={(text) => {
          if (text !== '') onTitle(text);
        }}
      />
    </div>
  );
}

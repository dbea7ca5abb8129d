import type { ReactElement, ReactNode } from 'react';
import './field.css';

/** A label beside what is filled in; the input itself says its name once more for those who hear it. */
export function Field({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="field-row">
      <span className="field-label">{label}</span>
      <div className="field-value">{children}</div>
    </div>
  );
}

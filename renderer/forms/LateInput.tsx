import { Input } from 'antd';
import { type ReactElement, useState } from 'react';

/** A text that counts when the keyboard leaves it or Enter is pressed, as one step. */
export function LateInput({
  label,
  text: known,
  hint,
  longest,
  onText,
}: {
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
  /** In characters. */
  readonly longest?: number;
  readonly onText: (text: string) => void;
}): ReactElement {
  const [typed, setTyped] = useState<{ readonly from: string; readonly text: string } | null>(null);
  const text = typed !== null && typed.from === known ? typed.text : known;
  const leave = (): void => {
    if (text.trim() !== known) onText(text.trim());
    setTyped(null);
  };
  return (
    <Input
      size="small"
      aria-label={label}
      value={text}
      placeholder={hint}
      title={hint}
      {...(longest === undefined ? {} : { maxLength: longest })}
      onChange={(event) => setTyped({ from: known, text: event.target.value })}
      onBlur={leave}
      onPressEnter={leave}
    />
  );
}

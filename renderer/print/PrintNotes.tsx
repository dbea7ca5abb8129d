import { DownOutlined, ExclamationCircleOutlined, InfoCircleOutlined, UpOutlined } from '@ant-design/icons';
import { type ReactElement, useState } from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import { describeFonts } from '../../shared/print/font-report.ts';
import type { PrintedPages } from '../../shared/print/printed-pages.ts';
import '../shell/list-screen.css';
import './print-notes.css';

type Note = { readonly text: string; readonly severity: Problem['severity'] };

/** What a reader of the pages would stumble over, and which fonts stand in: the first in one line, all on request. */
export function PrintNotes({ print }: { readonly print: PrintedPages }): ReactElement | null {
  const [open, setOpen] = useState(false);
  const notes = notesOf(print);
  const [first] = notes;
  if (first === undefined) return null;
  const shown = open ? notes : [first];
  return (
    <section className="print-notes" aria-label="提示">
      <ul className={open ? 'print-notes-all' : ''}>
        {shown.map(({ text, severity }) => (
          <li key={text} className={severity === 'note' ? '' : 'print-note-warn'} title={open ? '' : text}>
            {severity === 'note' ? (
              <InfoCircleOutlined aria-label="提示" />
            ) : (
              <ExclamationCircleOutlined aria-label="请核对" />
            )}
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="list-link print-notes-more"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? (
          <>
            收起 <UpOutlined aria-hidden />
          </>
        ) : (
          <>
            {notes.length > 1 ? `共 ${notes.length} 条提示` : '看全文'} <DownOutlined aria-hidden />
          </>
        )}
      </button>
    </section>
  );
}

/** The gravest first. */
function notesOf({ problems, fonts }: PrintedPages): Note[] {
  const all: Note[] = [
    ...problems.map(({ message, severity }) => ({ text: message, severity })),
    ...describeFonts(fonts).map((text): Note => ({ text, severity: 'note' })),
  ];
  const order: readonly Problem['severity'][] = ['must', 'explain', 'note'];
  const unlike = all.filter(({ text }, index) => all.findIndex((note) => note.text === text) === index);
  return unlike.toSorted((left, right) => order.indexOf(left.severity) - order.indexOf(right.severity));
}

import type { Api, Input, MethodName, Output, Progress } from '../../../shared/api.ts';
import type { EncodedJson } from '../encoded-json.ts';
import type { Session } from '../session.ts';
import { appHandlers } from './app.ts';
import { boardHandlers } from './board.ts';
import { editHandlers } from './edits.ts';
import { exportHandlers } from './export.ts';
import { formHandlers } from './forms.ts';
import { importHandlers } from './import.ts';
import { issueHandlers } from './issue.ts';
import { layoutHandlers } from './layouts.ts';
import { mergeHandlers } from './merge.ts';
import { printHandlers } from './print.ts';
import { provenanceHandlers } from './provenance.ts';
import { returnHandlers } from './returns.ts';
import { roundHandlers } from './rounds.ts';
import { summaryHandlers } from './summary.ts';
import { tableHandlers } from './tables.ts';
import { workbookHandlers } from './workbook.ts';

/** What a handler gets beside its input. */
export type CallContext = {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/** What a handler answers: the value, or where that costs seconds its JSON, which then goes out as it is. */
export type Answer<Name extends MethodName> = Output<Name> | EncodedJson<Output<Name>>;

export type Handler<Name extends MethodName> = (
  input: Input<Name>,
  context: CallContext,
) => Answer<Name> | Promise<Answer<Name>>;

/** The handlers whose method names begin with one of the given words. */
export type HandlersOf<Prefix extends string> = {
  readonly [Name in Extract<keyof Api, `${Prefix}.${string}`>]: Handler<Name>;
};

/** One handler for every method of the contract; a missing one does not compile. */
export const handlers: { readonly [Name in MethodName]: Handler<Name> } = {
  ...appHandlers,
  ...workbookHandlers,
  ...tableHandlers,
  ...editHandlers,
  ...layoutHandlers,
  ...importHandlers,
  ...exportHandlers,
  ...formHandlers,
  ...roundHandlers,
  ...issueHandlers,
  ...returnHandlers,
  ...boardHandlers,
  ...provenanceHandlers,
  ...summaryHandlers,
  ...mergeHandlers,
  ...printHandlers,
};

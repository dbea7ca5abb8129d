/** What the backend and a sheet worker say to each other. */
import type { Progress } from '../../../shared/api.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { LearntForm } from '../../../shared/model/form.ts';
import type { SheetWindow } from '../../../shared/model/reading.ts';
import type { MarkedReturn, MarkRequest } from './collect/mark-return.ts';
import type { CollectedFile, CollectRequest } from './collect/read-best.ts';
import type { IssuedCopies, IssueRequest } from './issue/issue-request.ts';
import type { ConvertedForm, ConvertRequest } from './learn/convert/convert-form.ts';
import type { FilledForm, FillRequest } from './learn/fill-form.ts';
import type { LearnRequest } from './learn/learn-form.ts';
import type { FileInspection, InspectRequest } from './regions/inspect-file.ts';
import type { ReadRequest, ReadRows, WindowRequest, WriteRequest, WrittenTable } from './sheet-tools.ts';

export type SheetJob =
  | { readonly kind: 'read'; readonly request: ReadRequest }
  | { readonly kind: 'window'; readonly request: WindowRequest }
  | { readonly kind: 'write'; readonly request: WriteRequest }
  | { readonly kind: 'inspect'; readonly request: InspectRequest }
  | { readonly kind: 'learn'; readonly request: LearnRequest }
  | { readonly kind: 'convert'; readonly request: ConvertRequest }
  | { readonly kind: 'issue'; readonly request: IssueRequest }
  | { readonly kind: 'fill'; readonly request: FillRequest }
  | { readonly kind: 'collect'; readonly request: CollectRequest }
  | { readonly kind: 'mark'; readonly request: MarkRequest };

export type SheetResult =
  | { readonly kind: 'read'; readonly rows: ReadRows }
  | { readonly kind: 'window'; readonly window: SheetWindow }
  | { readonly kind: 'written'; readonly table: WrittenTable }
  | { readonly kind: 'inspected'; readonly inspection: FileInspection }
  | { readonly kind: 'learnt'; readonly form: LearntForm }
  | { readonly kind: 'converted'; readonly form: ConvertedForm }
  | { readonly kind: 'issued'; readonly copies: IssuedCopies }
  | { readonly kind: 'filled'; readonly filled: FilledForm }
  | { readonly kind: 'collected'; readonly file: CollectedFile }
  | { readonly kind: 'marked'; readonly marked: MarkedReturn };

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: SheetResult }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** An error that is no HuibiaoError: a defect of ours or of a library that met a broken file. */
  | { readonly kind: 'crashed'; readonly cause: string };

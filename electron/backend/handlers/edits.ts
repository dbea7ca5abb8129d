import { requireDatabase } from '../session.ts';
import { commit } from '../store/commit.ts';
import { describeEdit, listEdits, readUndoState, redo, undo } from '../store/history.ts';
import type { HandlersOf } from './handlers.ts';

export const editHandlers: HandlersOf<'edits'> = {
  'edits.state': (_input, { session }) => readUndoState(requireDatabase(session)),
  'edits.commit': (edit, { session }) => commit(requireDatabase(session), edit, session.options),
  'edits.undo': (_input, { session }) => undo(requireDatabase(session), session.options),
  'edits.redo': (_input, { session }) => redo(requireDatabase(session), session.options),
  'edits.list': (query, { session }) => listEdits(requireDatabase(session), query),
  'edits.changes': (query, { session }) => describeEdit(requireDatabase(session), query),
};

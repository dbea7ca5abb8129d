import { fillSummary } from './collect/fill-summary.ts';
import { summarise } from './collect/summarise-round.ts';
import type { HandlersOf } from './handlers.ts';

export const summaryHandlers: HandlersOf<'summary'> = {
  'summary.read': (input, { session }) => summarise(session, input).summary,
  'summary.run': fillSummary,
};

import { requireDatabase } from '../session.ts';
import { readProvenance } from '../store/provenance.ts';
import type { HandlersOf } from './handlers.ts';

export const provenanceHandlers: HandlersOf<'provenance'> = {
  'provenance.read': (input, { session }) => readProvenance(requireDatabase(session), input),
};

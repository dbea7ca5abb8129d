import { describeState } from '../session.ts';
import type { HandlersOf } from './handlers.ts';

export const appHandlers: HandlersOf<'app' | 'recent'> = {
  'app.state': (_input, { session }) => describeState(session),

  'recent.forget': async ({ file }, { session }) => {
    await session.recent.forget(file);
    return describeState(session);
  },
};

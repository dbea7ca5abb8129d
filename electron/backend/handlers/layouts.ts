import { requireWorkbook } from '../session.ts';
import type { HandlersOf } from './handlers.ts';

export const layoutHandlers: HandlersOf<'layouts'> = {
  'layouts.read': async ({ view }, { session }) => ({
    layout: await session.layouts.read(requireWorkbook(session).file, view),
  }),

  'layouts.save': async ({ view, layout }, { session }) => {
    await session.layouts.save(requireWorkbook(session).file, view, layout);
    return { layout };
  },
};

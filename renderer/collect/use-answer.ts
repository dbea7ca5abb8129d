import { useEffect, useEffectEvent, useState } from 'react';
import { asFailure } from '../rpc/backend.ts';

export type Answered<Answer> = {
  /** The last one, until there is a newer one; null before the first. */
  readonly answer: Answer | null;
  /** Why the last question got none; null where it got one. */
  readonly failure: string | null;
  /** Whether the question is still open. */
  readonly asking: boolean;
};

/**
 * Asks the backend whenever the question is another one, and gives up the one before.
 * @param question names all that the answer depends on, the workbook's revision too; null asks nothing
 * @param pause milliseconds in which the question may still change
 */
export function useAnswer<Answer>(
  question: string | null,
  ask: (signal: AbortSignal) => Promise<Answer>,
  pause = 0,
): Answered<Answer> {
  const [state, setState] = useState<Omit<Answered<Answer>, 'asking'> & { readonly to: string | null }>({
    to: null,
    answer: null,
    failure: null,
  });
  const begin = useEffectEvent(async (to: string, signal: AbortSignal) => {
    try {
      const answer = await ask(signal);
      if (!signal.aborted) setState({ to, answer, failure: null });
    } catch (thrown) {
      if (!signal.aborted) setState(({ answer }) => ({ to, answer, failure: asFailure(thrown).message }));
    }
  });
  useEffect(() => {
    if (question === null) return;
    const controller = new AbortController();
    const waiting = window.setTimeout(() => void begin(question, controller.signal), pause);
    return () => {
      window.clearTimeout(waiting);
      controller.abort();
    };
  }, [question, pause]);
  const { answer, failure, to } = state;
  return { answer, failure, asking: question !== null && to !== question };
}

/** How a page is measured: every wait has an end and says what it waited for. */
import type { Page } from 'playwright-core';
import { percentile } from './report.ts';

/** Milliseconds after which a measurement fails instead of waiting on. */
export const longestWait = 20_000;

/** Says on stderr what is being measured, so that a bench that takes long shows where. */
export function announce(text: string): void {
  console.error(`  … ${text}`);
}

/** The work's result, or an error with the measurement's name when it takes longer than `longestWait`. */
export async function within<Result>(
  name: string,
  work: Promise<Result>,
  limit = longestWait,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`“${name}” did not finish within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

export type ScrollFigures = { readonly p50: number; readonly p95: number };

/** Scrolls a hundred rows a frame and measures the frames. */
export async function measureScroll(page: Page, name: string): Promise<ScrollFigures> {
  const frames = await within(
    name,
    page.evaluate(async () => {
      const scrolled = [...document.querySelectorAll('*')].reduce(
        (best, element) =>
          element.clientHeight > 100 &&
          element.scrollHeight > best.scrollHeight &&
          getComputedStyle(element).overflowY !== 'visible'
            ? element
            : best,
        document.documentElement as Element,
      );
      scrolled.scrollTop = 0;
      const nextFrame = () => new Promise<number>((done) => requestAnimationFrame(done));
      const deltas: number[] = [];
      let before = await nextFrame();
      for (let step = 0; step < 150; step += 1) {
        scrolled.scrollTop += 3000;
        const now = await nextFrame();
        deltas.push(now - before);
        before = now;
      }
      scrolled.scrollTop = 0;
      await nextFrame();
      return deltas;
    }),
  );
  return { p50: percentile(frames, 0.5), p95: percentile(frames, 0.95) };
}

/** Runs an expression in the page and waits until what it changed is painted. */
export function untilPainted(page: Page, name: string, expression: string): Promise<number> {
  return within(
    name,
    page.evaluate(async (code) => {
      const started = performance.now();
      new Function(code)();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      return performance.now() - started;
    }, expression),
  );
}

/** What a person does, the event that starts the clock, and the JavaScript condition that stops it. */
export type Gesture = {
  readonly event: string;
  readonly act: () => Promise<unknown>;
  readonly done: string;
};

/**
 * Milliseconds from the event to the paint of the frame in which `done` holds.
 * @throws Error with the name when it never does
 */
export async function clock(page: Page, name: string, { event, act, done }: Gesture): Promise<number> {
  await page.evaluate(
    ({ eventName, condition }) => {
      const holds = new Function(`return (${condition});`) as () => boolean;
      const measured = new Promise<number>((resolve) => {
        const start = (): void => {
          const started = performance.now();
          const look = (): void => {
            if (holds()) setTimeout(() => resolve(performance.now() - started), 0);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener(eventName, start, { capture: true, once: true });
      });
      Object.assign(window, { measured });
    },
    { eventName: event, condition: done },
  );
  await act();
  return within(name, page.evaluate('measured') as Promise<number>);
}

/** Waits until a JavaScript condition holds in the page. @throws Error with the name when it never does */
export async function until(page: Page, name: string, condition: string, limit = longestWait): Promise<void> {
  await within(name, page.waitForFunction(condition, undefined, { timeout: limit }), limit);
}

/** Mebibytes of the page's JavaScript heap after a collection. */
export async function measureHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

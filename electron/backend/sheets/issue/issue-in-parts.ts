/** Many copies as several jobs: two workers at once, each job short enough for its limits. */
import type { Problem } from '../../../../shared/model/problem.ts';
import type { SheetTools, WorkOptions } from '../sheet-tools.ts';
import { storeEntries } from '../zip/zip.ts';
import type { IssuedCopies, IssueRequest } from './issue-request.ts';

export type IssuedArchive = {
  /** A zip with one workbook a unit, in their order. */
  readonly archive: Uint8Array;
  readonly problems: readonly Problem[];
};

/**
 * @throws HuibiaoError as `issue` does; the jobs that are still under way are then stopped
 */
export async function issueInParts(
  { issue }: Pick<SheetTools, 'issue'>,
  request: IssueRequest,
  { signal, onProgress }: WorkOptions,
): Promise<IssuedArchive> {
  const { units } = request;
  const stop = new AbortController();
  const parts = partsOf(units.length);
  const made = new Map<number, IssuedCopies>();
  let done = 0;
  const work = async (): Promise<void> => {
    for (let first = parts.shift(); first !== undefined; first = parts.shift()) {
      const part = { ...request, units: units.slice(first, first + unitsOfPart) };
      const copies = await issue(part, {
        signal: AbortSignal.any([signal, stop.signal]),
        onProgress: ({ message }) => {
          onProgress({ message, done, total: units.length });
          done += 1;
        },
      });
      made.set(first, copies);
    }
  };
  try {
    await Promise.all([work(), work()]);
  } catch (error) {
    stop.abort();
    throw error;
  }
  const inOrder = [...made].sort(([left], [right]) => left - right).map(([, copies]) => copies);
  return {
    // The copies are compressed already.
    archive: storeEntries(inOrder.flatMap(({ copies }) => copies)),
    problems: inOrder.flatMap(({ problems }) => problems),
  };
}

const unitsOfPart = 100;

function partsOf(count: number): number[] {
  return Array.from({ length: Math.ceil(count / unitsOfPart) }, (_, index) => index * unitsOfPart);
}

/** Short titles for the columns of a form: the end of its path, as far as that tells it apart from the others. */
import type { FormColumn, FormDefinition, FormFigure } from '../model/form.ts';
import { pathTitle, plainTitle } from './titles.ts';

/** One title for each path, all different; a path that stands twice is numbered. */
export function shortTitles(paths: readonly (readonly string[])[]): string[] {
  const plain = paths.map((path) => {
    const texts = path.map(plainTitle).filter((text) => text !== '');
    return texts.length === 0 ? ['未命名'] : texts;
  });
  const used = new Map<string, number>();
  return plain.map((path) => {
    let length = 1;
    while (length < path.length && plain.filter((other) => endsAlike(path, other, length)).length > 1)
      length += 1;
    const title = pathTitle(path.slice(-length));
    const count = (used.get(title) ?? 0) + 1;
    used.set(title, count);
    return count === 1 ? title : `${title} ${count}`;
  });
}

/** The columns of a form that a table keeps: neither serial numbers nor counts, nor what the sheet hides. */
export function keptColumns({ columns }: FormDefinition): FormColumn[] {
  return columns.filter(({ serial, hidden, part }) => !serial && !hidden && part !== 'count');
}

/** What the choices of a `grouped` form are called: 精品示范村, not 名单 below it. */
export function choiceTitles(names: readonly FormColumn[]): string[] {
  const telling = names.map(({ path }) =>
    path.filter((text) => !/^(?:名单|名称|村名|具体名单)$/.test(plainTitle(text))),
  );
  return shortTitles(telling.map((path, index) => (path.length > 0 ? path : (names[index]?.path ?? []))));
}

/** Both paths of a figure, the indicator first. */
export function figurePath({ rowPath, columnPath }: Pick<FormFigure, 'rowPath' | 'columnPath'>): string[] {
  return [...rowPath, ...columnPath];
}

function endsAlike(left: readonly string[], right: readonly string[], length: number): boolean {
  return left.slice(-length).join('\n') === right.slice(-length).join('\n');
}

import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { compareEditions, type EditionChange } from '../../shared/form/compare-editions.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { titleOf, titleOfFigure } from './form-words.ts';
import { editionChanges } from './save-target.ts';

type EditionChangesProps = {
  /** Null for a form of an older workbook that was never learnt. */
  readonly old: FormDefinition | null;
  readonly next: FormDefinition;
  /** Renames that the person does not believe, by the index of the new column. */
  readonly refused: readonly number[];
  readonly onRefuse: (refused: readonly number[]) => void;
};

const listedSame = 6;

/** What becomes of every column in the new edition; each rename can be taken back. */
export function EditionChanges({ old, next, refused, onRefuse }: EditionChangesProps): ReactElement {
  if (old === null) {
    return (
      <Alert
        type="info"
        showIcon
        title="原来的表样没有学习过，保存时按栏名和台账对应；台账里没有的栏会加上。"
      />
    );
  }
  const guesses = compareEditions(old, next).flatMap((change) => (change.kind === 'renamed' ? [change] : []));
  const changes = editionChanges(old, next, refused) ?? [];
  const of = <Kind extends EditionChange['kind']>(kind: Kind) =>
    changes.filter((change): change is Extract<EditionChange, { kind: Kind }> => change.kind === kind);
  const same = changes.flatMap((change) => (change.kind === 'same' ? [nameOf(next, change.after)] : []));
  const moved = changes.flatMap((change) => (change.kind === 'moved' ? [nameOf(next, change.after)] : []));
  const [added, gone] = [of('added'), of('gone')];
  return (
    <section className="edition-changes" aria-label="新旧对照">
      <ul className="edition-counts">
        <li>不变 {same.length}</li>
        <li className={moved.length > 0 ? 'edition-some' : ''}>换位 {moved.length}</li>
        <li className={guesses.length > 0 ? 'edition-some' : ''}>改名 {guesses.length - refused.length}</li>
        <li className={added.length > 0 ? 'edition-some' : ''}>新增 {added.length}</li>
        <li className={gone.length > 0 ? 'edition-gone' : ''}>去掉 {gone.length}</li>
      </ul>
      {guesses.length > 0 && (
        <>
          <h3>改了名的栏（请核对，数据跟着走）</h3>
          <ul className="edition-renames" aria-label="改名">
            {guesses.map(({ before, after, similarity }) => {
              const isRefused = refused.includes(after);
              return (
                <li key={after} className={isRefused ? 'edition-refused' : ''}>
                  <span>
                    <del>{nameOf(old, before)}</del> → <strong>{nameOf(next, after)}</strong>
                    <em>{isRefused ? '按去掉旧栏、新增一栏' : `相似 ${Math.round(similarity * 100)}%`}</em>
                  </span>
                  <Button
                    size="small"
                    onClick={() =>
                      onRefuse(isRefused ? refused.filter((one) => one !== after) : [...refused, after])
                    }
                  >
                    {isRefused ? '是改名' : '不是改名'}
                  </Button>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <Names title="新增的栏（加到台账）" names={added.map(({ after }) => nameOf(next, after))} />
      <Names title="去掉的栏（台账里的数据留着）" names={gone.map(({ before }) => nameOf(old, before))} />
      <Names title="换了位置的栏" names={moved} />
      {same.length > 0 && (
        <p className="form-quiet">
          不变：{same.slice(0, listedSame).join('、')}
          {same.length > listedSame ? `等 ${same.length} 栏` : ''}。
        </p>
      )}
    </section>
  );
}

function Names({
  title,
  names,
}: {
  readonly title: string;
  readonly names: readonly string[];
}): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="edition-names" aria-label={title}>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list is drawn whole
          <li key={index}>{name}</li>
        ))}
      </ul>
    </>
  );
}

function nameOf(form: FormDefinition, index: number): string {
  if (form.layout === 'fixed') {
    const figure = form.figures[index];
    return figure === undefined ? '' : titleOfFigure(figure);
  }
  const column = form.columns[index];
  return column === undefined ? '' : titleOf(column);
}

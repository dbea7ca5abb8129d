/** Whose file it is: the mark, the info line, the file's name, the units and the villages in its rows. Pure. */
import type { MatchPart } from '../model/return.ts';
import type { IssueMark, Round } from '../model/round.ts';
import type { MatchContext, ReturnEvidence } from './return-evidence.ts';

export function matchUnit(
  evidence: ReturnEvidence,
  context: MatchContext,
  mark: IssueMark | null,
  round: Round | null,
): MatchPart<string> {
  const pieces = unitPieces(evidence, context, mark);
  const [first, ...others] = pieces;
  if (first === undefined) {
    return {
      value: null,
      certainty: 'doubtful',
      why: '看不出是哪个单位报的：没有下发标记，表上、文件名里和各行都没有认出单位。请指定。',
    };
  }
  const agreeing = others.filter(({ name }) => name === first.name);
  const against = others.filter(({ name }) => name !== first.name);
  let rank = first.rank + (agreeing.length > 0 ? 1 : 0);
  for (const piece of against) rank -= piece.rank >= 2 ? 2 : 1;
  const reasons = [first, ...agreeing].map(({ why }) => why).join('，');
  const contrary =
    against.length === 0 ? '' : `，但${against.map(({ why }) => why).join('，')}。请核对是哪个单位`;
  const stranger = round !== null && !round.units.includes(first.name);
  if (stranger) rank -= 2;
  return {
    value: first.name,
    certainty: rank >= 3 ? 'certain' : rank === 2 ? 'likely' : 'doubtful',
    why: `${reasons}${contrary}${stranger ? `。${first.name}不在这一期的填报单位里` : ''}。`,
  };
}

/** 3 settles it, 2 makes it likely, 1 is a hint. */
type UnitPiece = { readonly name: string; readonly rank: 1 | 2 | 3; readonly why: string };

function unitPieces(
  { unitText, fileName, unitsInRows, villagesInRows }: ReturnEvidence,
  { units, villages }: MatchContext,
  mark: IssueMark | null,
): UnitPiece[] {
  const pieces: UnitPiece[] = [];
  if (mark !== null) {
    const name = units.find(mark.unit)?.name ?? mark.unit;
    pieces.push({ name, rank: 3, why: `文件里带着下发时写入的单位“${name}”` });
  }
  const info = unitText === null ? null : units.find(unitText);
  if (info !== null) {
    pieces.push({
      name: info.name,
      rank: info.how === 'exact' ? 3 : 2,
      why: `表上的填报单位写着“${unitText}”`,
    });
  }
  const inName = units.findIn(fileName.replace(/\.[^.]*$/, ''));
  const [named, another] = inName;
  if (named !== undefined && another === undefined) {
    pieces.push({ name: named.name, rank: named.how === 'alike' ? 1 : 2, why: `文件名里有“${named.name}”` });
  }
  const rows = [...unitsInRows].flatMap(([text, count]) => {
    const found = units.find(text);
    return found === null ? [] : [{ name: found.name, count }];
  });
  const byName = new Map<string, number>();
  for (const { name, count } of rows) byName.set(name, (byName.get(name) ?? 0) + count);
  const total = [...unitsInRows.values()].reduce((sum, count) => sum + count, 0);
  const [most] = [...byName].sort(([, left], [, right]) => right - left);
  if (most !== undefined) {
    const all = most[1] === total;
    if (all || most[1] * 2 > total) {
      pieces.push({
        name: most[0],
        rank: all ? 2 : 1,
        why: all ? `${total}行写的都是${most[0]}` : `${total}行里${most[1]}行写的是${most[0]}`,
      });
    }
  }
  pieces.push(...villagePieces(villagesInRows, villages));
  return pieces;
}

function villagePieces(
  names: readonly string[],
  villages: ReadonlyMap<string, readonly string[]>,
): UnitPiece[] {
  const counts = new Map<string, number>();
  let known = 0;
  for (const village of new Set(names)) {
    const owners = villages.get(village) ?? [];
    if (owners.length > 0) known += 1;
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const [most, second] = [...counts].sort(([, left], [, right]) => right - left);
  if (most === undefined || known < 2 || most[1] === second?.[1] || most[1] * 5 < known * 4) return [];
  return [{ name: most[0], rank: 2, why: `表中${known}个村有${most[1]}个属于${most[0]}` }];
}

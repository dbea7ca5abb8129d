/** What a column seems to hold: most of its data decide, and its header where there are none. */
import { isIdentityNumberShape } from '../../../../shared/values/identity-number.ts';
import { isPhoneNumber } from '../../../../shared/values/phone.ts';
import type { RegionColumnType } from './region.ts';
import type { WindowCell } from './window.ts';
import { bracketMeasure, compact } from './words.ts';

/** More data than this tell nothing new about a column. */
export const typeSample = 500;

export type GuessedType = { readonly type: RegionColumnType; readonly why: string };

export function guessType(path: readonly string[], cells: readonly WindowCell[]): GuessedType {
  const header = compact(path.join(''));
  const told = cells.filter(({ kind }) => kind !== 'none' && kind !== 'error').slice(0, typeSample);
  if (told.length === 0) return { type: typeOfHeader(header), why: '没有数据，按栏目名称判断' };
  const most = (test: (cell: WindowCell) => boolean): boolean =>
    told.filter(test).length >= Math.max(1, 0.6 * told.length);
  const found = (type: RegionColumnType, why: string): GuessedType => ({ type, why });

  if (most(({ label }) => isIdentityNumberShape(label))) return found('id', '多数是身份证号');
  if (/身份证|证件号/.test(header) && most(({ label }) => /^\d[\d.]*(?:[eE]\+?\d+)?[xX]?$/.test(label))) {
    return found('id', '栏目是证件号，内容是数字');
  }
  if (most(({ label }) => isPhoneNumber(label))) return found('phone', '多数是电话号码');
  if (/电话|手机|联系方式/.test(header) && most(({ label }) => /^[\d\-/、,;()+转]{7,30}$/.test(label))) {
    return found('phone', '栏目是电话，内容是号码');
  }
  if (most(isCode) || (/代码|编码|编号|账号|账户|卡号|户号|文号|邮编/.test(header) && most(isDigits))) {
    return found('code', '是编号，不是数');
  }
  if (most((cell) => cell.kind === 'date' || isDateInColumn(cell, header)))
    return found('date', '多数是日期');
  if (most(({ kind }) => kind === 'boolean')) return found('boolean', '多数是“是”“否”或“√”');
  if (most(isPercent)) return found('percent', '多数是百分数');
  if (most(({ kind }) => kind === 'number')) return found('number', '多数是数');
  return found('text', '多数是文字');
}

function typeOfHeader(header: string): RegionColumnType {
  if (/身份证|证件号/.test(header)) return 'id';
  if (/电话|手机|联系方式/.test(header)) return 'phone';
  if (/是否/.test(header)) return 'boolean';
  if (/代码|编码|编号|账号|卡号|户号/.test(header)) return 'code';
  const measure = bracketMeasure(header);
  if (measure === null && dateHeader.test(header)) return 'date';
  if (measure === '%' || /比例|占比|比重|(?:率|百分比)(?:[(]%[)])?$/.test(header)) return 'percent';
  if (measure !== null || isCountHeader(header)) return 'number';
  return 'text';
}

function isCountHeader(header: string): boolean {
  return /(?:^序号|数|数量|人口|面积|金额|资金|投资|收入|支出|产量|产值|单价|年龄|得分|小计|合计|总计)$/.test(
    header,
  );
}

/** 001, or a number as long as 行政区划代码 and account numbers are. */
function isCode({ kind, label }: WindowCell): boolean {
  return kind === 'digits' || (/^\d{9,15}$/.test(label) && kind === 'number');
}

function isDigits({ label }: WindowCell): boolean {
  return /^[\dA-Za-z\-—()〔〕[\]号第]+$/.test(label) && /\d/.test(label);
}

function isPercent({ cell, label }: WindowCell): boolean {
  return (cell.kind === 'number' && cell.format.includes('%')) || /^[-+]?[\d.]+%$/.test(label);
}

const dateHeader = /日期|时间|年月|时限|期限|限期|截止/;

/** 2025.10, 20251015, 45742 and 3月26日 are dates only under a title that says so. */
function isDateInColumn({ kind, label }: WindowCell, header: string): boolean {
  if (!dateHeader.test(header) && !/日$/.test(header)) return false;
  return (
    (kind === 'number' && /^(?:(?:19|20)\d{2}(?:\.\d{1,2}|[01]\d(?:[0-3]\d)?)?|[345]\d{4})$/.test(label)) ||
    /^(?:19|20)\d{2}[-./年]\d{1,2}|^\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底|末)$/.test(label)
  );
}

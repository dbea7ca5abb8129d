/** What a person calls the parts of a form. */
import type { ColumnType } from '../model/column.ts';
import type { FormLayout, FormPlace } from '../model/form.ts';

export const layoutNames: Readonly<Record<FormLayout, string>> = {
  list: '逐行表',
  grouped: '名单表',
  fixed: '固定表',
};

export const columnTypeNames: Readonly<Record<ColumnType, string>> = {
  text: '文字',
  number: '数',
  percent: '百分比',
  date: '日期',
  boolean: '是否',
  choice: '选项',
  unit: '单位',
  units: '几个单位',
  village: '村名',
  identity: '身份证号',
  phone: '电话',
};

export const placeNames: Readonly<Record<FormPlace['kind'], string>> = {
  unit: '填报单位',
  measure: '计量单位',
  date: '日期',
  period: '报表期',
  preparer: '填表人',
  reviewer: '审核人',
  head: '负责人',
  phone: '电话',
  formCode: '表号',
  other: '其他',
};

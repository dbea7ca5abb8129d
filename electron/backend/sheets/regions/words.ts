/** The words by which office tables are told apart. Texts come in compact: folded to 半角, without white space. */
import { foldWidth } from '../../../../shared/values/text.ts';

/** 乡 镇： as 乡镇:, the form in which all words here are compared. */
export function compact(text: string): string {
  return plain.test(text) ? text : foldWidth(text).replace(/\s+/gu, '');
}

const plain = /^[\x21-\x7e\u4e00-\u9fff]*$/;

const numerals = '一二三四五六七八九十百';
const numbering = `(?:(?:\\d{1,3}|[${numerals}]{1,3})[、.,]?|[(](?:\\d{1,3}|[${numerals}]{1,3})[)])?`;

/** How much a total row sums up: a part, a unit within the table, or all of it. */
export type TotalRank = 1 | 2 | 3 | 4;

const totalLabel = new RegExp(
  `^${numbering}(?<scope>\\p{Script=Han}{0,12}?)(?<word>总合计|合计|总计|共计|小计|汇总)(?:数)?(?<tail>\\d{1,3}|:|:?\\d[^:]{0,10}|[(][^()]{0,30}[)]:?)?$`,
  'u',
);

/** 合计, 小 计, 全县总计, （三）小计, 合计（16个乡镇）, 高都镇汇总, TOTAL; null for every other text. */
export function totalRank(label: string): TotalRank | null {
  if (label === '计') return 3;
  const foreign = /^(?<part>sub-?)?(?:grand)?total:?$/i.exec(label)?.groups;
  if (foreign !== undefined) return foreign.part === undefined ? 3 : 1;
  const { scope = '', word = '' } = totalLabel.exec(label)?.groups ?? {};
  if (word === '' || /其中|本息/.test(scope)) return null;
  // 信息汇总 is work to be done; 高都镇汇总 sums up.
  if (word === '汇总' && !/^(?:.*(?:县|市|区|省|旗|镇|乡|街道|村))?$/.test(scope)) return null;
  if (word === '小计' || /^本页/.test(scope)) return 1;
  if (word === '总计' || word === '总合计' || /^(?:全|总)/.test(scope)) return 4;
  return scope === '' || /(?:县|市|区|省|旗)$/.test(scope) || /^(?:以上|本)/.test(scope) ? 3 : 2;
}

/** 全县, 累计, 平均: what sums up where its figures say so too; null for every other text. */
export function likelyTotal(label: string): 'sum' | 'average' | null {
  if (/^(?:人均|户均|村均)?平均(?:数|值|水平)?$|^均值$/.test(label)) return 'average';
  return /^(?:全(?:县|市|区|省|旗|镇|乡|村|街道|部|体)|累计数?|总(?:数|和|额|量|体)|合共|sum)[:]?$/i.test(
    label,
  )
    ? 'sum'
    : null;
}

const change = '(?:增长|增减|增幅|降幅|下降|增加|减少)';
const comparison = new RegExp(
  `^(?:其中|(?:比|较)?(?:去年|上年|前年|上期|上月|上季度?)(?:同期|同月)?(?:${change}|$|[(])|(?:同比|环比)?${change}(?:数|率|量|额|值|%)*(?:$|[(])|(?:同比|环比|占比|比重|差[额异])(?:$|[(%]))`,
);

/** 其中：山区, 去年同期, 增长%, 平均: lines that divide, compare or average what a total has summed up. */
export function isComparison(label: string): boolean {
  return comparison.test(label) || likelyTotal(label) === 'average';
}

const sectionLabel = new RegExp(
  `^(?:[${numerals}]{1,3}[、.:,]|[(][${numerals}]{1,3}[)]|第[${numerals}]{1,3}(?:部分|类|批|组|章|节|片区?)).`,
  'u',
);
const chineseOrdinal = new RegExp(`^[(]?[${numerals}]{1,3}[)、.]?$`, 'u');

/** 一、 （二） 第三部分: what opens a section of a table. */
export function isSectionLabel(label: string): boolean {
  return sectionLabel.test(label);
}

/** 一, （二）, 三、 alone in a cell. */
export function isChineseOrdinal(label: string): boolean {
  return chineseOrdinal.test(label);
}

const noteStart =
  /^(?:※|★|▲|[*]+|(?:填表|填报|编制|填写|补充|有关|几点)?(?:备注|注释|附注|说明|注意事项|要求|注意|注)(?:[(][^()]*[)])?[\d一二三四五六七八九十]{0,2}[:、.]|(?:数据来源|资料来源|补充资料|逻辑关系|审核关系|表内关系|表间关系|指标解释|温馨提示|特别提示|提示)[:、])/;

/** 注：…, 备注：…, 填表说明：…, ※…: a line that explains. */
export function isNoteText(label: string): boolean {
  return noteStart.test(label) || isNoteTitle(label);
}

/** 说明 alone in its cell: the title of what stands below or beside it, or only a word. */
export function isNoteTitle(label: string): boolean {
  return /^(?:填表|填报|编制|填写)?说明$/.test(label);
}

/** Whole sentences: 各乡镇：请于7月5日前将本表报县委农办。 */
export function isParagraph(label: string): boolean {
  if (/[。;!]/.test(label)) return label.length >= 12;
  return label.length >= 25 && /[,:]/.test(label);
}

const signerWords =
  '填表人|填报人|制表人|制表|填表|编制人|审核人|审核|复核人|复核|校对人|核对人|经办人|联系人|负责人|单位负责人|部门负责人|统计负责人|主要负责人|主要领导|分管领导|分管负责人|单位领导|主管领导|领导签字|乡镇长|镇长|乡长|书记|党委书记|村支部书记|村主任|主任|科长|股长|站长|组长|领导|签字|签名|签章';
const phoneWords = '联系电话|电话|手机|手机号|联系方式|电话号码';
const unitWords =
  '填报单位|填表单位|编报单位|编制单位|报送单位|上报单位|汇总单位|报表单位|制表单位|综合机关名称|单位名称|单位|填报乡镇|填报地区|报送乡镇|乡镇|乡镇名称|县区|县|县市区|村|村名|部门';
const dateWords =
  '填报日期|填表日期|填报时间|填表时间|填制日期|制表日期|制表时间|报送日期|报送时间|上报日期|上报时间|报出日期|统计日期|统计时间|日期|时间|截止日期|截止时间|截至日期|截至时间';
const periodWords = '报告期|报告期别|所属期|所属时期|报表期|期别|年度|季度|月份|年份|统计期间';
const codeWords =
  '表号|表名|制定机关|制表机关|批准机关|备案机关|批准文号|备案文号|文号|有效期至|有效期|编号|统计用区划代码|组织机构代码|统一社会信用代码';
const measureWords = '计量单位|金额单位|数量单位|面积单位|货币单位|单位';
const stampWords = '盖章|公章|单位盖章|单位公章|签章处|经办单位';

type InfoKind =
  | 'unit'
  | 'measure'
  | 'date'
  | 'period'
  | 'preparer'
  | 'reviewer'
  | 'head'
  | 'phone'
  | 'formCode';

const infoKinds: readonly (readonly [InfoKind, RegExp])[] = [
  ['measure', exactly('计量单位|金额单位|数量单位|面积单位|货币单位')],
  ['unit', exactly(unitWords)],
  ['unit', exactly(stampWords)],
  ['date', exactly(dateWords)],
  ['period', exactly(periodWords)],
  ['phone', exactly(phoneWords)],
  ['reviewer', exactly('审核人|审核|复核人|复核|校对人|核对人')],
  ['preparer', exactly('填表人|填报人|制表人|制表|填表|编制人|经办人|联系人')],
  ['head', exactly(signerWords)],
  ['formCode', exactly(codeWords)],
];

function exactly(words: string): RegExp {
  return new RegExp(`^(?:${words})(?:[(][^()]{0,12}[)])?$`);
}

/** What an entry labelled so is about; null for labels that no info line has. */
export function infoKind(label: string): InfoKind | null {
  return infoKinds.find(([, words]) => words.test(label))?.[0] ?? null;
}

/** Labels, longest first, for finding several entries in one cell. */
export const infoLabelPattern = new RegExp(
  `(?:${[unitWords, dateWords, periodWords, phoneWords, signerWords, codeWords, measureWords, stampWords]
    .join('|')
    .split('|')
    .sort((left, right) => right.length - left.length)
    // White space inside a label is layout: 单 位：.
    .map((word) => [...word].join('\\s*'))
    .join('|')})\\s*(?:[(（][^()（）]{0,12}[)）])?\\s*[:：]`,
  'gu',
);

/** 填表人 without a colon, alone in its cell; `head` words (书记, 主任) are what people are, too. */
export function signerKind(label: string): 'preparer' | 'reviewer' | 'head' | null {
  const kind = infoKind(label);
  return kind === 'preparer' || kind === 'reviewer' || kind === 'head' ? kind : null;
}

const measure =
  /^(?:%|‰|‱|(?:百|千|万|亿|十万|百万|千万)?(?:元|户|人|亩|公顷|平方米|平方公里|立方米|吨|公斤|千克|斤|克|公里|千米|米|个|座|处|台|辆|头|只|羽|株|棵|件|套|家|村|次|项|份|期|天|日|年|月|岁|小时|千瓦|千瓦时|度|升|公升|口|眼|条|名|人次|户次|间|栋|床|张|册|场|批|宗|起|对|艘|所|美元|千伏安|箱|袋|瓶|盏))$/;

/** 户, 万元, 元/人, 万元、户: a unit of measure, or a list of them. */
export function isMeasureWord(text: string): boolean {
  const words = text.split(/[/、,，;；·]|和/).filter((word) => word !== '');
  return words.length > 0 && words.length <= 6 && words.every((word) => measure.test(word));
}

const headerWord =
  /序号|编号|编码|代码|乡镇|镇村|村名|村级|行政村|姓名|户主|性别|年龄|民族|单位|名称|项目|指标|类别|类型|种类|备注|面积|数量|金额|日期|时间|年份|年度|月份|地址|地点|住址|电话|手机|联系|身份证|证件|人数|户数|人口|资金|投资|比例|比率|占比|完成率|率$|合计|小计|总计|其中|计划|完成|责任|规模|内容|情况|级别|等级|标准|银行|账号|卡号|数$|总额|收入|支出|产量|产值|单价|措施|进度|进展|目标|任务|牵头|是否|原因|说明|所在|建设|职务|职业|学历|关系|结果|得分|排名|签字|品种|型号|规格|栏次|行次|本月|本年|累计|上年|同期|增减|增长/;

/** Whether a header cell is likely to say this. */
export function isHeaderText(label: string): boolean {
  return headerWord.test(label) || bracketMeasure(label) !== null;
}

/** 户 in 低保对象(户), %  in 占比（%）; null without such a bracket. */
export function bracketMeasure(label: string): string | null {
  const inside = /[([【]([^()[\]【】]{1,12})[)\]】]$/.exec(label)?.[1]?.replace(/^单位:?/, '');
  return inside !== undefined && isMeasureWord(inside) ? inside : null;
}

/** 序号, 编号, №: titles of the column that numbers the lines. */
export function isSerialTitle(label: string): boolean {
  return /^(?:序号?|编号|行号|行次|顺序号|No\.?|№|#)$/i.test(label);
}

/** 第1页 共3页, 续表, 以下空白: marks of the page, not of the table. */
export function isPageMark(label: string): boolean {
  return /^(?:第\d+页.*|[-—]+\d*[-—]*\d*|共\d+页.*|\d+\/\d+页?|续表?\d*|[(](?:续表?|转下页|接上页|下转第\d+页|上接第\d+页)\d*[)]|以下空白|此处空白|[.…。]+)$/.test(
    label,
  );
}

/** 例, 示例, 填写样例 in the first cell: a row that shows how to fill in. */
export function isExampleMark(label: string): boolean {
  return /^[(【]?(?:例|举例|示例|样例|范例|填写示例|填报示例|填写样例|填表示例|例如)\d{0,2}[)】]?:?$/.test(
    label,
  );
}

/** 2025年10月, 2025年第三季度, 2025年10月15日, 年  月  日: a line that only says when. */
export function isDateLine(label: string): boolean {
  return /^(?:截至|截止)?(?:\d{4}|二[〇○零Oo0]\S{2})?年?度?(?:第?[一二三四1-4]季度|[上下]半年|\d{0,2}月(?:份|底|末)?(?:\d{0,2}[日号])?|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)$|^(?:19|20)\d{2}年度?$|^\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?$/.test(
    label,
  );
}

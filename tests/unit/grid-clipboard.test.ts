import { describe, expect, it } from 'vitest';
import { copiedCell, printHtmlTable } from '../../shared/grid/html-table.ts';
import { parseHtmlTable } from '../../shared/grid/parse-html-table.ts';
import { parseTsv, printTsv } from '../../shared/grid/tsv.ts';
import { defineColumn } from '../../shared/model/column.ts';

describe('text/plain as spreadsheets write it', () => {
  it.each([
    ['', [['']]],
    ['\r\n', [['']]],
    ['a', [['a']]],
    ['a\tb\r\n', [['a', 'b']]],
    ['a\nb\n', [['a'], ['b']]],
    ['a\rb\r', [['a'], ['b']]],
    ['a\r\n\r\n', [['a'], ['']]],
    [
      'a\tb\nc\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['"两行\n一格"\t"有""引号"""\r\n', [['两行\n一格', '有"引号"']]],
    ['5"水管\t"没有收尾\t"收了尾"后面还有\n', [['5"水管', '"没有收尾', '"收了尾"后面还有']]],
    [
      '\t\n\t\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['0012\t140525199001011234\n', [['0012', '140525199001011234']]],
  ])('%j is %j', (text, block) => {
    expect(parseTsv(text)).toEqual(block);
  });

  it('quotes only the cells that need it and gives one row no line end', () => {
    expect(printTsv([['a"b', '"c', 'd\ne', '']])).toBe('a"b\t"""c"\t"d\ne"\t');
    expect(printTsv([['a'], ['b']])).toBe('a\r\nb\r\n');
  });
});

describe('text/html that we write', () => {
  const text = defineColumn({ key: 'text', title: '文本' });
  const number = defineColumn({ key: 'number', title: '数', type: 'number' });
  const percent = defineColumn({ key: 'percent', title: '率', type: 'percent' });
  const date = defineColumn({ key: 'date', title: '日期', type: 'date' });

  it('keeps what a spreadsheet would change: zeros in front, IDs, formulas and months as text', () => {
    const html = printHtmlTable([
      ['0012', '140525199001011234', '=1+1', '大兴村'].map((value) => copiedCell(text, value)),
      [copiedCell(date, '2025-03'), copiedCell(date, '2025-03-26')],
    ]);
    expect(html.match(/mso-number-format:"\\@"/g)).toHaveLength(4);
    expect(html).toContain(`style='mso-number-format:"yyyy\\-mm\\-dd"'>2025-03-26`);
    expect(html).toContain('<td>大兴村</td>');
  });

  it('gives numbers their whole value and percentages their format', () => {
    const html = printHtmlTable([
      [copiedCell(number, 1234.5), copiedCell(percent, 0.895), copiedCell(number, null)],
    ]);
    expect(html).toContain('<td x:num="1234.5" sdval="1234.5">1234.5</td>');
    expect(html).toContain(`x:num="0.895" style='mso-number-format:"0\\.0%"' sdval="0.895">89.5%</td>`);
    expect(html).toContain('<td></td>');
  });

  it('keeps line breaks inside a cell and escapes what could be read as a tag', () => {
    const html = printHtmlTable([[copiedCell(text, '<b>\n"&"')]]);
    expect(html).toContain('&#60;b&#62;<br style="mso-data-placement:same-cell">&#34;&#38;&#34;');
    expect(html).not.toContain('<b>');
  });
});

describe('text/html of other programs', () => {
  it('Excel: head, conditional comments, merged and hidden cells, full values', () => {
    const html = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {color:black;}--></style></head>
<body link=blue><table border=0 cellpadding=0 style='border-collapse:collapse'>
<!--StartFragment-->
 <col width=64 style='width:48pt'>
 <tr height=18 style='height:13.8pt'>
  <td colspan=2 rowspan=2 height=36 class=xl65 width=128>合并</td>
  <td class=xl66 align=right x:num="0.33333333333333331">0.33</td>
  <td class=xl67 align=right x:num="45742">2025/3/26</td>
 </tr>
 <tr height=18><td align=right x:num>7</td><td x:str="'0012">0012</td></tr>
 <tr height=18 style='display:none'><td>藏</td><td>着</td><td>的</td><td>行</td></tr>
 <tr><td>第一行<br>
    第二行</td><td><span style='mso-spacerun:yes'>&nbsp;&nbsp; </span>空格</td><td x:num="1.2345E+17">1.23E+17</td><td x:num="0.12345">12%</td></tr>
<![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=64></td></tr>
<![endif]>
<!--EndFragment-->
</table></body></html>`;
    expect(parseHtmlTable(html)).toEqual([
      ['合并', '', '0.333333333333333', '2025/3/26'],
      ['', '', '7', "'0012"],
      ['第一行\n第二行', '   空格', '123450000000000000', '12.345%'],
    ]);
  });

  it('WPS: digits hidden behind # come back, money stays as shown', () => {
    expect(
      parseHtmlTable(
        '<table><tr><td x:num="1234567.5">####</td><td x:num="1234.5">¥1,234.50</td><td x:num="1234.5">1,234.50</td></tr></table>',
      ),
    ).toEqual([['1234567.5', '¥1,234.50', '1,234.50']]);
  });

  it('Word: paragraphs are lines, source breaks inside Chinese are nothing, blank cells are blank', () => {
    const html = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment-->
<p class=MsoNormal>表前的话</p><table class=MsoTableGrid><tr style='mso-yfti-irow:0'>
<td width=100><p class=MsoNormal><span style='font-family:宋体'>高都镇大兴
村</span><o:p></o:p></p></td>
<td><p>第一段</p><p><span lang=EN-US><o:p>&nbsp;</o:p></span></p><p>second
line</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><!--EndFragment--></body></html>`;
    expect(parseHtmlTable(html)).toEqual([['高都镇大兴村', '第一段\n\nsecond line', '']]);
  });

  it('LibreOffice: sdval behind a rounded number, dates as shown', () => {
    const html = `<table cellspacing="0"><colgroup width="85"></colgroup><tr>
<td height="17" align="right" sdval="3.14159" sdnum="2052;0;0.00"><font face="宋体">3.14</font></td>
<td align="right" sdval="45742" sdnum="2052;0;YYYY-MM-DD">2025-03-26</td><td><br></td></tr></table>`;
    expect(parseHtmlTable(html)).toEqual([['3.14159', '2025-03-26', '']]);
  });

  it('Google: the value behind what is shown', () => {
    const html = `<meta charset='utf-8'><google-sheets-html-origin><table><tbody><tr>
<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:0.125}">0.13</td><td data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;0012&quot;}">0012</td></tr></tbody></table>`;
    expect(parseHtmlTable(html)).toEqual([['0.125', '0012']]);
  });

  it('web pages: the first table that has cells, tables in tables as text, scripts and hidden text left out', () => {
    const html = `<script>if (a < b) document.write('<table><td>x</td></table>')</script><table></table>
<table><thead><tr><th>村名</th><th>人口&#160;&amp;&#x6237;</th></tr></thead><tbody><tr><td> 大兴
 村 <span style="display: none">看不见</span></td><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></tbody></table>
<table><tr><td>第二个表</td></tr></table>`;
    expect(parseHtmlTable(html)).toEqual([
      ['村名', '人口 &户'],
      ['大兴 村', '甲 乙'],
    ]);
  });

  it('text copied from inside a cell, and text without a table, are no table', () => {
    expect(
      parseHtmlTable('<table><tr><td><!--StartFragment-->大兴<!--EndFragment-->村</td></tr></table>'),
    ).toBeNull();
    expect(parseHtmlTable('<p>大兴村</p>')).toBeNull();
    expect(parseHtmlTable('')).toBeNull();
  });

  it('end tags may be missing, and rows may be torn out of their table', () => {
    expect(parseHtmlTable('<table><tr><td>a<td>b<tr><td>c')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(parseHtmlTable('<tr><td>a</td></tr><tr><td>b</td></tr>')).toEqual([['a'], ['b']]);
  });

  it('a row that merged cells from above fill is kept', () => {
    expect(
      parseHtmlTable('<table><tr><td rowspan=2>a</td></tr><tr></tr><tr></tr><tr><td>b</td></tr></table>'),
    ).toEqual([['a'], [''], ['b']]);
  });
});

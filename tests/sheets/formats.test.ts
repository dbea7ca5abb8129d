/** Files of every format on their way to sheets: what is read, what is told, what is refused. */
import { CFB, utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../electron/backend/sheets/read/detect-format.ts';
import { type LoadedFile, loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { compoundBytes, workbookBytes } from '../fixtures/sheets.ts';
import { archive, bySheetJs, parts, scanned, stylesXml, textsOf, workbookOf } from './ooxml-archive.ts';

function load(content: string | Uint8Array, fileName = '回收.csv'): LoadedFile {
  return loadFile(typeof content === 'string' ? new TextEncoder().encode(content) : content, fileName);
}

function textsIn(content: string | Uint8Array): string[][] {
  const [sheet] = load(content).sheets;
  if (sheet === undefined) throw new Error('no sheet');
  return textsOf(sheet);
}

function refusalOf(content: string | Uint8Array): HuibiaoError {
  try {
    load(content);
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const codesOf = ({ doubts }: LoadedFile) => doubts.map(({ code }) => code);

describe('quotes in a .csv', () => {
  it('one that is never closed does not swallow the records up to the next quoted field', () => {
    const file = load('任务,指标,比较,目标值\n甲,a,≥,1\n丁,"未闭合,≥,5\n戊,e,≥,6\n己,"f",≥,7\n庚,g,≥,8\n');
    expect(file.sheets.map(textsOf)).toEqual([
      [
        ['任务', '指标', '比较', '目标值'],
        ['甲', 'a', '≥', '1'],
        ['丁', '"未闭合', '≥', '5'],
        ['戊', 'e', '≥', '6'],
        ['己', 'f', '≥', '7'],
        ['庚', 'g', '≥', '8'],
      ],
    ]);
    expect(file.doubts).toEqual([
      { code: 'stray_quote', severity: 'explain', message: expect.stringMatching(/第3行的英文引号没有成对/) },
    ]);
  });

  it('one that is never closed at all is a character of its field', () => {
    const file = load('村名,备注\n大兴村,"没有结束\n泊南村,b\n');
    expect(file.sheets.map(textsOf)).toEqual([
      [
        ['村名', '备注'],
        ['大兴村', '"没有结束'],
        ['泊南村', 'b'],
      ],
    ]);
    expect(codesOf(file)).toEqual(['stray_quote']);
  });

  it('text behind a closing quote is kept with its quotes, white space behind it is nothing', () => {
    expect(textsIn('甲,"乙"丙,丁\n"一" ,二,"三"  \n')).toEqual([
      ['甲', '"乙"丙', '丁'],
      ['一', '二', '三'],
    ]);
  });

  it('those that are in order wrap separators, line ends and doubled quotes', () => {
    const file = load('村名,备注\n大兴村,"a,b\r\n第二行 ""好"""\n');
    expect(file.sheets.map(textsOf)).toEqual([
      [
        ['村名', '备注'],
        ['大兴村', 'a,b\r\n第二行 "好"'],
      ],
    ]);
    expect(file.doubts).toEqual([]);
  });

  it('the lines of a wrapped text are counted, so that a doubt names the line of the file', () => {
    const [doubt] = load('sep=,\n村名,备注\n大兴村,"一\n二"\n泊南村,"b\n').doubts;
    expect(doubt?.message).toMatch(/第5行/);
  });
});

describe('a .csv that ends in the middle of a line', () => {
  it('is said to be cut off', () => {
    const file = load('村名,户数,备注\n大兴村,1,a\n泊南村,2');
    expect(file.doubts).toEqual([
      {
        code: 'cut_off',
        severity: 'explain',
        message: expect.stringMatching(/第3行中断.*2栏.*3栏.*重新发送/),
      },
    ]);
  });

  it.each(['村名,户数\n大兴村,1\n泊南村,2', '村名,户数\n大兴村\n', '村名\n大兴村'])(
    '%j is not',
    (content) => {
      expect(load(content).doubts).toEqual([]);
    },
  );
});

describe('the separator of a .csv', () => {
  const table = [
    ['泽州县台账', '', ''],
    ['序号', '村名', '备注'],
    ['1', '大兴村', 'a'],
    ['2', '泊南村', 'b'],
  ];

  it.each([',', ';', '\t', '|', '，'])('is found: %j', (separator) => {
    expect(textsIn(`${table.map((row) => row.join(separator)).join('\n')}\n`)).toEqual(table);
  });

  it('is no Chinese comma that stands in texts', () => {
    expect(textsIn('村名,备注\n大兴村,路、渠，都已完成\n泊南村,井，已完成\n')[2]).toEqual([
      '泊南村',
      '井，已完成',
    ]);
  });

  it('is | where numbers carry commas', () => {
    expect(textsIn('序号|村名|金额\n1|大兴村|1,234\n2|泊南村|2,345\n')[1]).toEqual(['1', '大兴村', '1,234']);
  });

  it('is none in sentences, whatever commas they have', () => {
    const prose = '今天下午三点开会，请各乡镇准时参加。\n地点在三楼，请带笔。\n会后报名单，谢谢。\n';
    expect(textsIn(prose)[0]).toEqual(['今天下午三点开会，请各乡镇准时参加。']);
  });

  it('that is not found is told to whoever finds no table', () => {
    expect(load('序号  村名    户数\n1     大兴村  10\n').hint).toMatch(/没有找到分隔各栏的符号.*分列/);
    expect(load('序号,村名\n1,大兴村\n').hint).toBeNull();
  });
});

describe('bytes that are broken on their way', () => {
  const text = '村名,备注\n大兴村,路已修好\n泊南村,井已打好\n';

  it('UTF-8 with a broken byte is not read as GB18030', () => {
    const bytes = new TextEncoder().encode(text);
    for (const at of [4, 10, 20, 33]) {
      const broken = bytes.slice();
      broken[at] = (broken[at] ?? 0) ^ 0x40;
      expect(refusalOf(broken).code).toBe('damaged');
    }
  });

  it('UTF-8 with its mark is never anything else', () => {
    expect(refusalOf(new Uint8Array([0xef, 0xbb, 0xbf, 0xb4, 0xf3, 0xd0, 0xcb])).code).toBe('damaged');
  });

  it('GB18030 is read as ever', () => {
    const gb = new Uint8Array([0xb4, 0xe5, 0xc3, 0xfb, 0x2c, 0xb4, 0xf3, 0xd0, 0xcb, 0x0a]);
    expect(textsIn(gb)).toEqual([['村名', '大兴']]);
  });
});

describe('a text in a language of its own is refused, not read as a .csv', () => {
  const sheet = utils.aoa_to_sheet([
    ['序号', '村名', '户数'],
    [1, '大兴村', 10],
  ]);
  const book = utils.book_new(sheet, '表1');

  it.each([
    ['sylk', 'SYLK'],
    ['dif', 'DIF'],
    ['eth', 'EtherCalc'],
  ] as const)('%s', (bookType, says) => {
    const refusal = refusalOf(new Uint8Array(write(book, { type: 'array', bookType })));
    expect(refusal).toMatchObject({
      code: 'not_a_workbook',
      message: expect.stringMatching(new RegExp(`${says}.*另存为`)),
    });
  });

  it('but a list of which the first column is headed ID is a list', () => {
    expect(textsIn('ID;Pname\n1;大兴村\n')).toEqual([
      ['ID', 'Pname'],
      ['1', '大兴村'],
    ]);
    expect(textsIn('table,0\n甲,1\n')).toHaveLength(2);
  });
});

describe('workbooks by another name or of another age', () => {
  it('.xlsm: macros are passed over, the sheets are read by our own scanner', () => {
    const type = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    const contentTypes = String(parts()['[Content_Types].xml']).replace(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
      type,
    );
    const bytes = archive(
      parts({ '[Content_Types].xml': contentTypes, 'xl/vbaProject.bin': new Uint8Array([1, 2, 3]) }),
    );
    expect(contentTypes).toContain(type);
    const { sheets, unusual } = load(bytes, '回收.xlsm');
    expect([sheets.map(textsOf), unusual]).toEqual([[[['甲']]], null]);
  });

  it('.xls of Excel 5 and 95 (BIFF5), Chinese in its code page', () => {
    // SheetJS writes no Chinese there: Latin texts of the same length make room for it.
    const words = [
      ['Qqqq', 'cfe7d5f2'],
      ['Rrrr', 'b4e5c3fb'],
      ['Ssssss', 'b8dfb6bcd5f2'],
      ['Tttttt', 'b4f3d0cbb4e5'],
    ] as const;
    const latin = utils.aoa_to_sheet([
      ['Qqqq', 'Rrrr', 'N'],
      ['Ssssss', 'Tttttt', 5],
    ]);
    const file: Buffer = write(utils.book_new(latin, 'Sheet1'), { type: 'buffer', bookType: 'biff5' });
    for (const [room, gbk] of words) file.set(Buffer.from(gbk, 'hex'), file.indexOf(room));
    const codePage = Buffer.from([0x42, 0x00, 0x02, 0x00]);
    file.writeUInt16LE(936, file.indexOf(codePage) + codePage.length);
    expect(CFB.find(CFB.read(file, { type: 'buffer' }), '/Book')).not.toBeNull();
    expect(load(file, '回收.xls').sheets.map(textsOf)).toEqual([
      [
        ['乡镇', '村名', 'N'],
        ['高都镇', '大兴村', '5'],
      ],
    ]);
  });

  it.each([
    [
      '.xlsx',
      { EncryptionInfo: new Uint8Array(1000).fill(7), EncryptedPackage: new Uint8Array(20_000).fill(9) },
    ],
    [
      '.xlsx with what a real one holds beside',
      {
        '\u0006DataSpaces/Version': new Uint8Array(76),
        '\u0006DataSpaces/DataSpaceMap': new Uint8Array(112),
        '\u0006DataSpaces/TransformInfo/StrongEncryptionTransform/\u0006Primary': new Uint8Array(200),
        EncryptionInfo: new Uint8Array(1000).fill(7),
        EncryptedPackage: new Uint8Array(20_000).fill(9),
      },
    ],
  ])('a password on an %s is said to be one', (_name, streams) => {
    expect(detectFormat(compoundBytes(streams))).toMatchObject({ kind: 'refused', code: 'password' });
  });
});

describe('dates in the form of the computer’s language', () => {
  const rows = [14, 22].map(
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" s="${index + 1}"><v>45742.5</v></c></row>`,
  );
  const bytes = workbookOf(rows.join(''), { 'xl/styles.xml': stylesXml([14, 22]) });
  const shown = [['2025/3/26'], ['2025/3/26 12:00']];

  it('are shown as a Chinese Excel shows them', () => {
    expect(scanned(bytes).map(textsOf)).toEqual([shown]);
    expect(bySheetJs(bytes)).toEqual(scanned(bytes));
  });

  it('in an .xls too', () => {
    const cell = { t: 'n' as const, v: 45742.5, z: 'm/d/yy' };
    expect(textsIn(workbookBytes([{ rows: [[cell]] }], 'biff8'))).toEqual([['2025/3/26']]);
  });
});

describe('a web page that calls itself .xls', () => {
  const page = (rows: string) => `<html><body><table>${rows}</table></body></html>`;

  it('may leave out the close tags of its cells and rows', () => {
    expect(textsIn(page('<tr><td>村名<td>户数<tr><td>大兴村<td>1'))).toEqual([
      ['村名', '户数'],
      ['大兴村', '1'],
    ]);
  });

  it('keeps cells under those merged from above in their own columns', () => {
    const [sheet] = load(
      page('<tr><td rowspan=2>高都镇</td><td colspan="2">甲</td></tr><tr><td>乙</td><td>丙</td></tr>'),
    ).sheets;
    expect(sheet === undefined ? null : textsOf(sheet)).toEqual([
      ['高都镇', '甲'],
      ['', '乙', '丙'],
    ]);
    expect(sheet?.merges).toEqual([
      { firstRow: 0, lastRow: 1, firstColumn: 0, lastColumn: 0 },
      { firstRow: 0, lastRow: 0, firstColumn: 1, lastColumn: 2 },
    ]);
  });

  it('has its references, line breaks and comments understood', () => {
    expect(
      textsIn(
        page(
          '<tr><td>&#x6751;&#21517;&nbsp;</td><!-- <td>x</td> --><td>一<br>二 &lt;三&gt;\n 四</td><td>&foo;</td></tr>',
        ),
      ),
    ).toEqual([['村名', '一\n二 <三> 四', '&foo;']]);
  });

  it('has rows that it does not show, and tables inside the cells of others', () => {
    const { sheets } = load(
      page('<tr><td><table><tr><td>甲</td></tr><tr style="display: none"><td>乙</td></tr></table></td></tr>'),
    );
    expect(sheets.map(textsOf)).toEqual([[['甲'], ['乙']]]);
    expect(sheets[0]?.hiddenRows).toEqual(new Set([1]));
  });
});

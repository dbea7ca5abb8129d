/** What of a PC a print depends on: its browser and its fonts. */
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../electron/backend/print/find-browser.ts';
import { familiesOfRegistry } from '../../electron/backend/print/installed-fonts.ts';
import { reportFonts } from '../../electron/backend/print/report-fonts.ts';
import { fontStack } from '../../electron/backend/print/typefaces.ts';
import { describeFonts, rareCharacters } from '../../shared/print/font-report.ts';
import { layOutPrint } from '../../shared/print/layout.ts';
import { usualPrintOptions } from '../../shared/print/options.ts';
import { rareAnnex } from '../fixtures/print.ts';

describe('the browser that makes PDFs', () => {
  it('is Edge on Windows, where every PC has it', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const environment = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', ProgramFiles: 'C:\\Program Files' };
    expect(findBrowser({ platform: 'win32', environment, exists: (path) => path === edge })).toBe(edge);
  });

  it('is the one of 统信 where there is no other', () => {
    const own = '/opt/apps/org.deepin.browser/files/uos-browser-stable';
    expect(findBrowser({ platform: 'linux', environment: {}, exists: (path) => path === own })).toBe(own);
  });

  it('is the one that was named, and none where there is none', () => {
    const environment = { HUIBIAO_BROWSER: '/my/browser', PATH: '/usr/bin' };
    expect(findBrowser({ platform: 'linux', environment, exists: () => true })).toBe('/my/browser');
    const onlyOther = (path: string): boolean => path === '/usr/bin/chromium';
    expect(findBrowser({ platform: 'linux', environment, exists: onlyOther })).toBeNull();
  });
});

describe('the fonts', () => {
  it('are asked for as offices name them, then by what stands in, characters of all planes included', () => {
    expect(fontStack('小标宋')).toMatch(/^"方正小标宋简体", "FZXiaoBiaoSong-B05S"/);
    expect(fontStack('仿宋')).toMatch(/^"仿宋_GB2312".*"SimSun-ExtB".*"Noto Sans CJK SC".*serif$/);
  });

  it('of Windows are read from the registry by every name', () => {
    const listing = [
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Fonts',
      '    SimSun & NSimSun (TrueType)    REG_SZ    simsun.ttc',
      '    方正小标宋简体 (TrueType)    REG_SZ    FZXBSJW.TTF',
      '    Noto Sans CJK SC Regular (OpenType)    REG_SZ    noto.otf',
      '',
    ].join('\r\n');
    expect([...familiesOfRegistry(listing)]).toEqual([
      'SimSun',
      'NSimSun',
      '方正小标宋简体',
      'Noto Sans CJK SC',
    ]);
  });

  const print = layOutPrint([rareAnnex()], usualPrintOptions(['annex1']), '2025-11-25');

  it('that stand in are named, and characters that no font has', async () => {
    const families = new Set(['SimHei', '方正小标宋简体', 'FangSong', 'SimSun']);
    const report = await reportFonts(print, { families, covers: async (character) => character !== '𠅤' });
    expect(report.faces.map(({ face, used, isStandIn }) => [face, used, isStandIn])).toEqual([
      ['黑体', 'SimHei', false],
      ['小标宋', '方正小标宋简体', false],
      ['仿宋', 'FangSong', true],
      ['宋体', 'SimSun', false],
    ]);
    expect(report.uncovered).toEqual(['𠅤']);
    expect(describeFonts(report).join('')).toMatch(/没有安装：仿宋_GB2312（用“FangSong”代替）.*𠅤/);
  });

  it('are not claimed to be there where nobody can tell', async () => {
    const report = await reportFonts(print, null);
    expect(report.faces.every(({ isStandIn, used }) => isStandIn === null && used === null)).toBe(true);
    expect(report.unknown).toEqual(['㘵', '𠅤', '𪨶']);
    expect(describeFonts(report).join('')).toContain('查不到本机装了哪些字体');
  });

  it('are said nothing about where all are the official ones', async () => {
    const families = new Set(['黑体', '方正小标宋简体', '仿宋_GB2312', '宋体']);
    expect(describeFonts(await reportFonts(print, { families, covers: async () => true }))).toEqual([]);
  });

  it('rare characters are those of the extensions and of private use', () => {
    expect(rareCharacters(['大兴村', '閼庄村', '㘵底村', '𠅤村𠅤', '\ue000'])).toEqual([
      '㘵',
      '𠅤',
      '\ue000',
    ]);
  });
});

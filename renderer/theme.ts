/** Every colour, size and font of the screens, once: Ant Design, AG Grid and our own CSS take them from here. */
import { themeQuartz } from 'ag-grid-community';
import type { ThemeConfig } from 'antd';

const fontFamily =
  '"Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

const palette = {
  ink: '#1f2a30',
  inkSoft: '#5b6b73',
  inkFaint: '#6f7d84',
  paper: '#ffffff',
  shade: '#f3f6f6',
  shadeStrong: '#e6ecec',
  line: '#d8e0e0',
  lineStrong: '#b9c6c6',
  accent: '#0f6b5c',
  accentSoft: '#e3f1ee',
  warn: '#a84300',
  warnSoft: '#fff3e6',
  warnLine: '#f0c48f',
  must: '#b3261e',
  mustSoft: '#fdecea',
} as const;

export const antTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorBorder: palette.lineStrong,
    colorError: palette.must,
    colorSuccess: palette.accent,
    colorInfoBg: palette.shade,
    colorInfoBorder: palette.line,
    colorSuccessBg: palette.accentSoft,
    colorSuccessBorder: palette.line,
    colorWarning: palette.warn,
    borderRadius: 4,
    controlHeight: 30,
    fontFamily,
    fontSize: 13,
    wireframe: false,
  },
  components: { Button: { paddingInline: 10 } },
};

export const gridTheme = themeQuartz.withParams({
  accentColor: palette.accent,
  backgroundColor: palette.paper,
  foregroundColor: palette.ink,
  borderColor: palette.line,
  browserColorScheme: 'light',
  cellHorizontalPadding: 8,
  // The lines between cells are drawn in grid.css, where the selection's outline covers them.
  columnBorder: false,
  rowBorder: false,
  fontFamily,
  fontSize: 13,
  dataFontSize: 13,
  headerBackgroundColor: palette.shade,
  headerFontWeight: 600,
  headerTextColor: palette.ink,
  headerHeight: 32,
  headerColumnBorder: true,
  rowHeight: 28,
  rowVerticalPaddingScale: 0.6,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  pinnedRowBorder: { color: palette.lineStrong, width: 1 },
  pinnedColumnBorder: { color: palette.lineStrong, width: 1 },
  cellTextColor: palette.ink,
});

/** Gives our own CSS the same values as `--ink`, `--accent` and so on. */
export function publishTheme(root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  root.style.setProperty('--font', fontFamily);
}

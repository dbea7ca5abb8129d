import {
  LeftOutlined,
  MinusOutlined,
  PicLeftOutlined,
  PlusOutlined,
  RightOutlined,
  VerticalLeftOutlined,
  VerticalRightOutlined,
} from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { PreviewView } from '../../shared/print/print-choice.ts';
import type { PrintedPages } from '../../shared/print/printed-pages.ts';
import { nextZoom, zoomSteps } from './zoom.ts';
import './preview-bar.css';

type PreviewBarProps = {
  readonly print: PrintedPages;
  readonly current: number;
  readonly view: PreviewView;
  /** Per cent as the pages are drawn now. */
  readonly scale: number;
  readonly working: boolean;
  readonly onShow: (index: number) => void;
  readonly onView: (view: PreviewView) => void;
};

/** Turning pages, zoom, and how the pages stand. */
export function PreviewBar(props: PreviewBarProps): ReactElement {
  const { print, current, view, scale, working, onShow, onView } = props;
  const { pages } = print;
  const last = pages.length - 1;
  const zoom = (by: 1 | -1): void => onView({ ...view, zoom: nextZoom(scale, by) });
  return (
    <div className="preview-bar" role="toolbar" aria-label="预览">
      <Button
        type="text"
        size="small"
        icon={<PicLeftOutlined aria-hidden />}
        className={view.thumbnails ? 'top-bar-pressed' : ''}
        aria-pressed={view.thumbnails}
        title="在左边列出各页的小样"
        onClick={() => onView({ ...view, thumbnails: !view.thumbnails })}
      >
        缩略图
      </Button>
      <span className="top-bar-rule" />
      <TurnButton
        title="第一页（Home）"
        icon={<VerticalRightOutlined aria-hidden />}
        off={current <= 0}
        onTurn={() => onShow(0)}
      />
      <TurnButton
        title="上一页（PageUp）"
        icon={<LeftOutlined aria-hidden />}
        off={current <= 0}
        onTurn={() => onShow(current - 1)}
      />
      <PageNumberField print={print} current={current} onShow={onShow} />
      <TurnButton
        title="下一页（PageDown）"
        icon={<RightOutlined aria-hidden />}
        off={current >= last}
        onTurn={() => onShow(current + 1)}
      />
      <TurnButton
        title="最后一页（End）"
        icon={<VerticalLeftOutlined aria-hidden />}
        off={current >= last}
        onTurn={() => onShow(last)}
      />
      <span className="preview-working" role="status">
        {working ? '正在重新排版…' : ''}
      </span>
      <Segmented
        size="small"
        aria-label="页面排列"
        value={view.spread ? 'two' : 'one'}
        options={[
          { value: 'one', label: '单页' },
          { value: 'two', label: '双页' },
        ]}
        onChange={(value) => onView({ ...view, spread: value === 'two' })}
      />
      <span className="top-bar-rule" />
      <Button
        type="text"
        size="small"
        icon={<MinusOutlined aria-hidden />}
        aria-label="缩小"
        title="缩小（Ctrl+滚轮）"
        disabled={scale <= (zoomSteps[0] ?? 0)}
        onClick={() => zoom(-1)}
      />
      <Select
        size="small"
        className="preview-zoom"
        aria-label="显示比例"
        value={String(view.zoom)}
        options={zoomOptions(view.zoom, scale)}
        onChange={(value) => onView({ ...view, zoom: zoomOf(value) })}
      />
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined aria-hidden />}
        aria-label="放大"
        title="放大（Ctrl+滚轮）"
        disabled={scale >= (zoomSteps.at(-1) ?? 0)}
        onClick={() => zoom(1)}
      />
    </div>
  );
}

function TurnButton({
  title,
  icon,
  off,
  onTurn,
}: {
  readonly title: string;
  readonly icon: ReactElement;
  readonly off: boolean;
  readonly onTurn: () => void;
}): ReactElement {
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      aria-label={title.replace(/（.*/, '')}
      title={title}
      disabled={off}
      onClick={onTurn}
    />
  );
}

/** The number that is printed on the page; another one typed there and Enter shows that page. */
function PageNumberField({
  print: { pages },
  current,
  onShow,
}: {
  readonly print: PrintedPages;
  readonly current: number;
  readonly onShow: (index: number) => void;
}): ReactElement {
  const [typed, setTyped] = useState<string | null>(null);
  const first = pages[0]?.number ?? 1;
  const last = pages.at(-1)?.number ?? first;
  const shown = String(pages[current]?.number ?? first);
  const jump = (): void => {
    setTyped(null);
    const wanted = Number.parseInt(typed ?? '', 10);
    if (Number.isNaN(wanted) || String(wanted) === shown) return;
    onShow(Math.min(Math.max(wanted, first), last) - first);
  };
  return (
    <label className="page-number">
      第
      <input
        aria-label="页码"
        title="写上页码按 Enter，跳到那一页"
        inputMode="numeric"
        value={typed ?? shown}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setTyped(currentTarget.value.replace(/\D/g, ''))}
        onBlur={jump}
        onKeyDown={(event) => {
          if (event.key === 'Enter') jump();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      页
      <span className="page-count">
        {first === 1 ? `共 ${pages.length} 页` : `${first}–${last}，共 ${pages.length} 页`}
      </span>
    </label>
  );
}

function zoomOptions(zoom: PreviewView['zoom'], scale: number): { value: string; label: string }[] {
  const fitting = (kind: 'page' | 'width', word: string) => ({
    value: kind,
    label: zoom === kind ? `${word} ${scale}%` : word,
  });
  const steps = typeof zoom === 'number' && !zoomSteps.includes(zoom) ? [...zoomSteps, zoom] : zoomSteps;
  return [
    fitting('page', '整页'),
    fitting('width', '页宽'),
    ...steps
      .toSorted((left, right) => left - right)
      .map((step) => ({ value: String(step), label: `${step}%` })),
  ];
}

function zoomOf(value: string): PreviewView['zoom'] {
  return value === 'page' || value === 'width' ? value : Number(value);
}

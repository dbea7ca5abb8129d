import { Alert, Spin } from 'antd';
import {
  type ReactElement,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { ScreenFrame } from '../shell/ScreenFrame.tsx';
import { PagePreview, type PreviewHandle } from './PagePreview.tsx';
import { PreviewBar } from './PreviewBar.tsx';
import { PrintActions } from './PrintActions.tsx';
import { PrintNotes } from './PrintNotes.tsx';
import { optionsOf, reasonNot } from './print-choice.ts';
import { SettingFields } from './SettingFields.tsx';
import { TablePicker } from './TablePicker.tsx';
import { Thumbnails } from './Thumbnails.tsx';
import { usePageKeys } from './use-page-keys.ts';
import { usePrintChoice } from './use-print-choice.ts';
import { usePrintPages } from './use-print-pages.ts';
import { usePrintWork } from './use-print-work.tsx';
import { nextZoom } from './zoom.ts';
import '../shell/list-screen.css';
import './print.css';

type PrintScreenProps = {
  readonly tables: readonly TableDefinition[];
  /** The table from which printing was asked for; null takes what was chosen last. */
  readonly from: string | null;
  readonly rail: ReactNode;
  readonly onGoTo: () => void;
  readonly onClose: () => void;
};

/** 打印: what is chosen at the left, the very pages that the printer gets beside it. */
export function PrintScreen({ tables, from, rail, onGoTo, onClose }: PrintScreenProps): ReactElement {
  const [choice, change] = usePrintChoice(tables, from);
  const options = choice === null ? null : optionsOf(choice);
  const { laid, working, failure } = usePrintPages(options);
  const work = usePrintWork();
  const preview = useRef<PreviewHandle>(null);
  const [current, setCurrent] = useState(0);
  const [scale, setScale] = useState(100);

  const css = laid?.print.style ?? '';
  const style = useMemo(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  }, [css]);
  const print = laid?.print ?? null;
  const last = (print?.pages.length ?? 1) - 1;
  const ready = laid !== null && !working && failure === null;
  const [asked, setAsked] = useState(false);
  const printAsked = useEffectEvent(() => {
    setAsked(false);
    if (laid !== null && ready) void work.print(laid);
  });
  // With Ctrl+P a number that was just typed is laid out first, so that what is printed is what was chosen.
  useEffect(() => {
    if (asked && !working) printAsked();
  }, [asked, working]);
  const runPrint = (): void => setAsked(true);
  usePageKeys({
    first: () => preview.current?.show(0),
    last: () => preview.current?.show(last),
    step: (by) => preview.current?.step(by),
  });

  const reason = choice === null ? null : reasonNot(choice);
  return (
    <ScreenFrame title="打印" rail={rail} onGoTo={onGoTo} onPrint={runPrint} onClose={onClose}>
      {choice === null ? (
        <div className="centered" aria-busy="true">
          <Spin />
        </div>
      ) : (
        <div className="print-screen">
          <aside className="print-panel" aria-label="打印设置">
            <PrintActions
              work={work}
              ready={ready}
              onPrint={runPrint}
              onSave={(target) => options !== null && void work.save(target, options)}
            />
            <div className="print-settings">
              <h3>
                要打印的表
                <span>从上到下依次打印</span>
              </h3>
              <TablePicker
                listed={choice.tables}
                tables={tables}
                laid={print?.tables ?? []}
                onChange={(listed) => change({ ...choice, tables: listed })}
                onShowPage={(index) => preview.current?.show(index)}
              />
              <h3>打印设置</h3>
              <SettingFields
                settings={choice.settings}
                laid={print?.tables ?? []}
                onChange={(settings) => change({ ...choice, settings })}
              />
            </div>
          </aside>
          <div className="print-main">
            {failure !== null && <Alert type="warning" banner title={`没有重新排版：${failure.message}`} />}
            {print !== null && (
              <>
                <PreviewBar
                  print={print}
                  current={Math.min(current, last)}
                  view={choice.view}
                  scale={scale}
                  working={working}
                  onShow={(index) => preview.current?.show(index)}
                  onView={(view) => change({ ...choice, view })}
                />
                <div className="print-pages">
                  {choice.view.thumbnails && (
                    <Thumbnails
                      print={print}
                      style={style}
                      current={Math.min(current, last)}
                      onShow={(index) => preview.current?.show(index)}
                    />
                  )}
                  <PagePreview
                    ref={preview}
                    print={print}
                    style={style}
                    view={choice.view}
                    current={Math.min(current, last)}
                    onCurrent={setCurrent}
                    onScale={setScale}
                    onZoom={(by) =>
                      change({ ...choice, view: { ...choice.view, zoom: nextZoom(scale, by) } })
                    }
                  />
                </div>
                <PrintNotes print={print} />
              </>
            )}
            {print === null && reason !== null && (
              <div className="list-empty">
                <p>{reason}</p>
                <p className="empty-hint">勾上以后，这里马上显示排好的页面，打印出来就是这个样子。</p>
              </div>
            )}
            {print === null && reason === null && failure === null && (
              <div className="centered" role="status" aria-busy="true">
                <span>
                  <Spin size="small" /> 正在排版…
                </span>
              </div>
            )}
          </div>
        </div>
      )}
    </ScreenFrame>
  );
}

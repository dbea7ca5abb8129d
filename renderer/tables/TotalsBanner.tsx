import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { joinNames } from '../../shared/annex/names.ts';
import type { TotalShift } from '../../shared/annex/totals.ts';
import { describeShift, type TotalsAdvice } from './shift.ts';

type TotalsBannerProps = {
  readonly advice: TotalsAdvice;
  readonly onMove: (shift: TotalShift) => void;
  readonly onLocate: (shift: TotalShift) => void;
  readonly onLocateTotals: () => void;
};

/** Says that the document's totals are not what is counted, and offers the one shift that mends it. */
export function TotalsBanner({ advice, onMove, onLocate, onLocateTotals }: TotalsBannerProps): ReactElement {
  const [shift, ...others] = advice.shifts;
  const sure = shift !== undefined && others.length === 0;
  return (
    <div className="banner" role="status" aria-label="合计不符">
      <WarningOutlined className="banner-icon" aria-hidden />
      <div className="banner-text">
        <strong>合计不符</strong>：{advice.summary}。
        {sure && <span title={joinNames(shift.names)}>{describeShift(shift)}，两栏就都相符。</span>}
        {others.length > 0 && (
          <span>
            可能是村名串了栏：{advice.shifts.map(({ group }) => group).join('、')}都有可能，请核对原件。
          </span>
        )}
      </div>
      {sure ? (
        <>
          <Button size="small" onClick={() => onLocate(shift)}>
            定位
          </Button>
          <Button size="small" type="primary" onClick={() => onMove(shift)} title={joinNames(shift.names)}>
            移过去
          </Button>
        </>
      ) : (
        <Button size="small" onClick={onLocateTotals}>
          看合计
        </Button>
      )}
    </div>
  );
}

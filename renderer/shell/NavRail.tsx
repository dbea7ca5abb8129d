import {
  FileDoneOutlined,
  InboxOutlined,
  PrinterOutlined,
  SendOutlined,
  TableOutlined,
} from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';

/** The screens of an open workbook. */
export type ScreenName = 'tables' | 'forms' | 'issue' | 'collect' | 'print';

const screens: readonly {
  readonly name: ScreenName;
  readonly title: string;
  readonly hint: string;
  readonly icon: ReactNode;
}[] = [
  { name: 'tables', title: '台账', hint: '各张台账和附件', icon: <TableOutlined aria-hidden /> },
  { name: 'forms', title: '表样', hint: '上级发来的空表', icon: <FileDoneOutlined aria-hidden /> },
  { name: 'issue', title: '下发', hint: '把表样发给各单位填报', icon: <SendOutlined aria-hidden /> },
  {
    name: 'collect',
    title: '收表',
    hint: '收回各单位的报表，核对后并入台账',
    icon: <InboxOutlined aria-hidden />,
  },
  {
    name: 'print',
    title: '打印',
    hint: '打印附件和台账，或存为 PDF、Word（Ctrl+P）',
    icon: <PrinterOutlined aria-hidden />,
  },
];

/** Leads from one screen to another. */
export function NavRail({
  shown,
  onShow,
}: {
  readonly shown: ScreenName;
  readonly onShow: (screen: ScreenName) => void;
}): ReactElement {
  return (
    <nav className="nav-rail" aria-label="主要页面">
      {screens.map(({ name, title, hint, icon }) => (
        <button
          key={name}
          type="button"
          title={hint}
          aria-current={name === shown ? 'page' : undefined}
          onClick={() => onShow(name)}
        >
          {icon}
          {title}
        </button>
      ))}
    </nav>
  );
}

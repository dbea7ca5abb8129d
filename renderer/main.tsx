import './no-eval.ts';
import { App as AntApp, ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { antTheme, publishTheme } from './theme.ts';
import './base.css';

publishTheme(document.documentElement);
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <ConfigProvider locale={chinese} theme={antTheme} button={{ autoInsertSpace: false }}>
      <AntApp className="app" message={{ top: 56, maxCount: 3 }}>
        <App />
      </AntApp>
    </ConfigProvider>,
  );
}

import { Modal } from 'antd';
import { Fragment, type ReactElement, useRef } from 'react';
import { helpGroups } from './help-groups.ts';

/** 快捷键: every shortcut in groups. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  const text = useRef<HTMLDivElement>(null);
  return (
    <Modal
      open
      title="快捷键"
      footer={null}
      width={940}
      centered
      transitionName=""
      onCancel={onClose}
      // The text takes the keyboard, which then scrolls it; the × would carry a ring that asks to be pressed.
      afterOpenChange={(open) => open && text.current?.focus()}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <div ref={text} className="help-scroll" tabIndex={0}>
        <div className="help-groups">
          {helpGroups().map(({ title, lines }) => (
            <section key={title} className="help-group" aria-label={title}>
              <h3>{title}</h3>
              <dl>
                {lines.map((line) => (
                  <div key={line.title} className="help-line">
                    <dt>{line.title}</dt>
                    <dd>
                      <Keys keys={line.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Modal>
  );
}

/** Ctrl+D as two keys; several shortcuts are apart by 、. */
function Keys({ keys }: { readonly keys: string }): ReactElement {
  return (
    <>
      {keys.split('、').map((shortcut, index) => (
        <Fragment key={shortcut}>
          {index > 0 && <span className="help-or"> / </span>}
          <span className="help-keys">
            {shortcut.split(/(?<=.)\+(?=.)/).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        </Fragment>
      ))}
    </>
  );
}

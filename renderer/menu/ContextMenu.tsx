import {
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react';
import { createPortal } from 'react-dom';
import type { MenuEntry } from './menu-entries.tsx';

type ContextMenuProps = {
  readonly label: string;
  /** In viewport pixels. */
  readonly point: { readonly x: number; readonly y: number };
  readonly entries: readonly MenuEntry[];
  /** The keyboard goes back to the sheet, before an entry runs too. */
  readonly onClose: () => void;
};

const margin = 4;

/** A menu at the pointer or at a cell: arrows, Home and End move, Enter takes, Esc and a press elsewhere close. */
export function ContextMenu({ label, point, entries, onClose }: ContextMenuProps): ReactElement {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const left = point.x + width + margin > window.innerWidth ? point.x - width : point.x;
    const top = Math.min(point.y, window.innerHeight - height - margin);
    element.style.left = `${Math.max(margin, left)}px`;
    element.style.top = `${Math.max(margin, top)}px`;
    itemsOf(element)[0]?.focus({ preventScroll: true });
  }, [point]);

  const close = useEffectEvent(onClose);
  useEffect(() => {
    const pressElsewhere = (event: Event): void => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close();
    };
    const leave = (): void => close();
    window.addEventListener('pointerdown', pressElsewhere, true);
    window.addEventListener('wheel', pressElsewhere, { capture: true, passive: true });
    window.addEventListener('resize', leave);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('pointerdown', pressElsewhere, true);
      window.removeEventListener('wheel', pressElsewhere, true);
      window.removeEventListener('resize', leave);
      window.removeEventListener('blur', leave);
    };
  }, []);

  const pressKey = (event: KeyboardEvent): void => {
    const items = itemsOf(menu.current);
    const at = items.findIndex((item) => item.matches(':focus'));
    const target = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (target !== undefined) items[target]?.focus({ preventScroll: false });
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click();
    event.preventDefault();
    event.stopPropagation();
  };

  return createPortal(
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className="context-menu"
      onKeyDown={pressKey}
      onContextMenu={(event) => event.preventDefault()}
    >
      {entries.map((entry, index) =>
        entry.kind === 'rule' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other name than their place
          <hr key={index} />
        ) : (
          <button
            key={entry.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
            aria-disabled={entry.disabled != null}
            title={entry.disabled ?? undefined}
            onClick={() => {
              if (entry.disabled != null) return;
              onClose();
              entry.run();
            }}
          >
            <span className="menu-icon">{entry.icon}</span>
            <span className="menu-title">{entry.title}</span>
            {entry.keys !== '' && (
              <kbd className="menu-keys" aria-hidden>
                {entry.keys}
              </kbd>
            )}
          </button>
        ),
      )}
    </div>,
    document.body,
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

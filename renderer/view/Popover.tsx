import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react';
import { createPortal } from 'react-dom';

type PopoverProps = {
  readonly label: string;
  /** In viewport pixels; the popover opens below it, or where there is room. */
  readonly anchor: { readonly left: number; readonly bottom: number };
  readonly className: string;
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
};

const margin = 6;
/** CSS pixels that a popover has at least; with less room below it covers what it belongs to. */
const lowest = 330;

/** A small dialog beside what it belongs to: Esc and a press elsewhere close it, Tab stays inside. */
export function Popover({
  label,
  anchor,
  className,
  onClose,
  onKeyDown,
  children,
}: PopoverProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const place = (): void => {
      const below = window.innerHeight - anchor.bottom - margin;
      element.style.maxHeight = `${Math.min(window.innerHeight - 2 * margin, Math.max(lowest, below))}px`;
      const { width, height } = element.getBoundingClientRect();
      const left = Math.min(anchor.left, window.innerWidth - width - margin);
      const top = Math.min(anchor.bottom, window.innerHeight - height - margin);
      element.style.left = `${Math.max(margin, left)}px`;
      element.style.top = `${Math.max(margin, top)}px`;
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);

  const close = useEffectEvent(onClose);
  useEffect(() => {
    const pressElsewhere = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    };
    const leave = (): void => close();
    window.addEventListener('pointerdown', pressElsewhere, true);
    window.addEventListener('resize', leave);
    return () => {
      window.removeEventListener('pointerdown', pressElsewhere, true);
      window.removeEventListener('resize', leave);
    };
  }, []);

  return createPortal(
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className={`popover ${className}`}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        } else if (event.key === 'Tab') keepFocusInside(event, box.current);
        else onKeyDown?.(event);
      }}
    >
      {children}
    </div>,
    document.body,
  );
}

function keepFocusInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [
    ...(box?.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]') ?? []),
  ].filter((element) => !element.matches(':disabled'));
  const [first, last] = [stops[0], stops.at(-1)];
  const leaving = event.shiftKey ? first : last;
  if (document.activeElement !== leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

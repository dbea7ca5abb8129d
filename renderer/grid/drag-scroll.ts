/** Follows a drag wherever it goes: past the edge of the sheet it scrolls, faster the further out. */
export type DragPoint = { readonly clientX: number; readonly clientY: number; readonly ctrlKey: boolean };

/** Begins to follow a press; `under` is what of the sheet lies nearest to the pointer. */
export type FollowPointer = (
  event: MouseEvent,
  onMove: (under: Element | null, point: DragPoint) => void,
  onEnd?: (point: DragPoint) => void,
) => void;

export type Drag = {
  /** The part that scrolls, and the rectangle that dragging leaves to scroll. */
  readonly viewport: () => { readonly element: HTMLElement; readonly body: DOMRect } | null;
  /** `under` is what lies nearest to the pointer inside the rectangle. */
  readonly onMove: (under: Element | null, point: DragPoint) => void;
  readonly onEnd: (point: DragPoint) => void;
};

/** CSS pixels of pointer movement that make a press a drag. */
export const dragThreshold = 4;

/** Starts following; ends with the button, or by the returned function. */
export function followDrag(start: DragPoint, { viewport, onMove, onEnd }: Drag): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  let point = start;
  let frame = 0;

  const step = (): void => {
    const place = viewport();
    frame = 0;
    if (place === null) return;
    const { element, body } = place;
    const down = beyond(point.clientY, body.top, body.bottom);
    const right = beyond(point.clientX, body.left, body.right);
    onMove(cellNear(point, body, down, right), point);
    // What is scrolled into sight is drawn before the next frame.
    if (down === 0 && right === 0) return;
    element.scrollBy({ top: speed(down), left: speed(right) });
    frame = requestAnimationFrame(step);
  };
  const move = (event: MouseEvent): void => {
    point = pointOfEvent(event);
    if (event.buttons === 0) stop(true);
    else if (frame === 0) step();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Control') return;
    point = { ...point, ctrlKey: event.type === 'keydown' };
    step();
  };
  const stop = (finished: boolean): void => {
    listening.abort();
    cancelAnimationFrame(frame);
    frame = 0;
    if (finished) onEnd(point);
  };
  window.addEventListener('mousemove', move, options);
  window.addEventListener(
    'mouseup',
    (event) => {
      point = pointOfEvent(event);
      stop(true);
    },
    options,
  );
  window.addEventListener('keydown', key, options);
  window.addEventListener('keyup', key, options);
  return () => stop(false);
}

/** The cell nearest to the pointer; where the edge is not drawn yet, one further inside. */
function cellNear(
  { clientX, clientY }: DragPoint,
  body: DOMRect,
  down: number,
  right: number,
): Element | null {
  let nearest: Element | null = null;
  for (const inward of [1, 40, 80, 120, 160]) {
    const x = within(clientX, body.left + (right < 0 ? inward : 1), body.right - (right > 0 ? inward : 2));
    const y = within(clientY, body.top + (down < 0 ? inward : 1), body.bottom - (down > 0 ? inward : 2));
    const under = document.elementFromPoint(x, y);
    if (under?.closest('.ag-cell, .ag-header-cell')) return under;
    nearest ??= under;
    if (down === 0 && right === 0) break;
  }
  return nearest;
}

function pointOfEvent({ clientX, clientY, ctrlKey, metaKey }: MouseEvent): DragPoint {
  return { clientX, clientY, ctrlKey: ctrlKey || metaKey };
}

function beyond(value: number, low: number, high: number): number {
  return value < low ? value - low : value > high ? value - high : 0;
}

/** CSS pixels a frame: a row every few frames close to the edge, three rows far out. */
function speed(distance: number): number {
  return Math.sign(distance) * Math.min(84, 4 + Math.abs(distance) / 3);
}

function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

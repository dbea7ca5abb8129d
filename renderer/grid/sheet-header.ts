/** A column's header: title, sort arrow, and the button that opens the column's filter. */
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community';
import type { SheetColumn } from './sheet-model.ts';

export type HeaderParams = {
  readonly column: SheetColumn;
  /** Null where nobody listens; then there is no button. */
  readonly onMenu: ((key: string, anchor: DOMRect) => void) | null;
};

export class SheetHeader implements IHeaderComp {
  readonly #element = document.createElement('div');
  readonly #title = document.createElement('span');
  readonly #sort = document.createElement('span');
  readonly #menu = document.createElement('button');
  #params: HeaderParams | null = null;

  init(params: IHeaderParams & { readonly sheet: HeaderParams }): void {
    this.#element.className = 'sheet-header-content';
    this.#title.className = 'sheet-header-title';
    this.#sort.className = 'sheet-header-sort';
    this.#menu.className = 'sheet-header-menu';
    this.#menu.type = 'button';
    // The keyboard rests in the grid's own field; Alt+↓ opens the same menu.
    this.#menu.tabIndex = -1;
    this.#menu.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      event.stopPropagation();
    });
    this.#menu.addEventListener('click', () => {
      const { onMenu = null, column } = this.#params ?? {};
      const header = this.#element.closest('.ag-header-cell') ?? this.#element;
      if (onMenu !== null && column !== undefined) onMenu(column.key, header.getBoundingClientRect());
    });
    this.#element.append(this.#title, this.#sort, this.#menu);
    this.#show(params.sheet);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: IHeaderParams & { readonly sheet?: HeaderParams }): boolean {
    if (params.sheet !== undefined) this.#show(params.sheet);
    return true;
  }

  #show(params: HeaderParams): void {
    const { column, onMenu } = params;
    const { sort, sortIndex, filtered } = column.header;
    this.#params = params;
    this.#title.textContent = column.title;
    this.#title.title = column.title;
    this.#title.classList.toggle('sheet-header-required', column.required);
    const arrow = sort === null ? '' : sort === 'ascending' ? '▲' : '▼';
    this.#sort.textContent = sortIndex === null ? arrow : `${arrow}${sortIndex + 1}`;
    this.#sort.title = sort === null ? '' : sort === 'ascending' ? '升序' : '降序';
    this.#menu.hidden = onMenu === null;
    this.#menu.textContent = filtered ? '' : '▾';
    this.#menu.classList.toggle('sheet-header-filtered', filtered);
    this.#menu.title = filtered ? `「${column.title}」已筛选，点击修改` : `筛选和排序「${column.title}」`;
    this.#menu.setAttribute('aria-label', this.#menu.title);
  }
}
